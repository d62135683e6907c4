package dev.steward.process.task;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.identity.People;
import dev.steward.identity.Role;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Out-of-office substitutes. */
@RestController
@RequestMapping("/api/substitutes")
class SubstituteController {

  private final Substitutes substitutes;
  private final People people;
  private final AuditTrail audit;
  private final CurrentActor current;
  private final Clock clock;

  SubstituteController(
    Substitutes substitutes,
    People people,
    AuditTrail audit,
    CurrentActor current,
    Clock clock
  ) {
    this.substitutes = substitutes;
    this.people = people;
    this.audit = audit;
    this.current = current;
    this.clock = clock;
  }

  /** @param from now where it is left out */
  @Schema(name = "NameSubstitute")
  record Naming(@NotBlank String substitute, @Nullable Instant from, @NotNull Instant until) {}

  /** Present and future ones: one's own and those one stands in for; everybody's for operators and auditors. */
  @GetMapping
  Listing<Substitute> list() {
    var actor = current.get();
    var everybody = actor.is(Role.OPERATOR) || actor.is(Role.AUDITOR);
    return Listing.whole(substitutes.current(everybody ? null : actor.name()));
  }

  /** Names who does one's own tasks for a time. */
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Transactional
  Substitute name(@Valid @RequestBody Naming naming) {
    var actor = current.get();
    var from = naming.from() == null ? clock.instant() : naming.from();
    if (!naming.until().isAfter(from) || !naming.until().isAfter(clock.instant())) {
      throw invalid("/until", "must be later than the beginning, and not in the past");
    }
    var other = people.find(naming.substitute());
    if (naming.substitute().startsWith(People.ROLE) || other.isEmpty()) {
      throw invalid("/substitute", "nobody has this name");
    }
    if (naming.substitute().equals(actor.name())) {
      throw invalid("/substitute", "must be somebody else");
    }
    var named = substitutes.add(actor.name(), naming.substitute(), from, naming.until());
    record(
      "substitute.named",
      "Named %s as substitute".formatted(named.substitute()),
      named,
      actor
    );
    return named;
  }

  /** Lets a substitute do tasks that are for none of their own groups. */
  @PostMapping("/{id}/allow")
  @PreAuthorize("hasRole('operator')")
  @Transactional
  Substitute allow(@PathVariable UUID id) {
    var actor = current.get();
    var found = visible(id, actor);
    if (found.person().equals(actor.name()) || found.substitute().equals(actor.name())) {
      throw ProblemException.forbidden("Nobody allows what they profit from themselves");
    }
    substitutes.allow(id, actor.name());
    record(
      "substitute.allowed",
      "Allowed %s to do all tasks of %s".formatted(found.substitute(), found.person()),
      found,
      actor
    );
    return visible(id, actor);
  }

  /** Ends it at once. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void withdraw(@PathVariable UUID id) {
    var actor = current.get();
    var found = visible(id, actor);
    if (!found.person().equals(actor.name()) && !actor.is(Role.OPERATOR)) {
      throw ProblemException.forbidden("Only operators and whoever named a substitute end it");
    }
    substitutes.withdraw(id, actor.name());
    record("substitute.withdrawn", "Ended the substitute " + found.substitute(), found, actor);
  }

  private Substitute visible(UUID id, Actor actor) {
    return substitutes
      .find(id)
      .filter(
        found ->
          found.withdrawnAt() == null &&
          (actor.is(Role.OPERATOR) ||
            actor.is(Role.AUDITOR) ||
            found.person().equals(actor.name()) ||
            found.substitute().equals(actor.name()))
      )
      .orElseThrow(() ->
        ProblemException.notFound("substitute-not-found", "There is no such substitute")
      );
  }

  private void record(String type, String title, Substitute of, Actor actor) {
    audit.record(
      new AuditEntry(
        type,
        actor.name(),
        null,
        null,
        null,
        null,
        null,
        title,
        Map.of(
          "person",
          of.person(),
          "substitute",
          of.substitute(),
          "from",
          of.from().toString(),
          "until",
          of.until().toString()
        )
      )
    );
  }

  private static ProblemException invalid(String path, String message) {
    return ProblemException.invalid(
      "This person cannot be your substitute",
      List.of(new FieldError(path, message))
    );
  }
}
