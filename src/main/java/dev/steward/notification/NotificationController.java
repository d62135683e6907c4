package dev.steward.notification;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was sent and what was not, for operators; and what each person wants to be told. */
@RestController
class NotificationController {

  private final NotificationList list;
  private final Outbox outbox;
  private final Preferences preferences;
  private final AuditTrail audit;
  private final CurrentActor current;

  NotificationController(
    NotificationList list,
    Outbox outbox,
    Preferences preferences,
    AuditTrail audit,
    CurrentActor current
  ) {
    this.list = list;
    this.outbox = outbox;
    this.preferences = preferences;
    this.audit = audit;
    this.current = current;
  }

  /** @param mail whether one's tasks are told by mail, where one has an address */
  @Schema(name = "NotificationPreference")
  record Preference(boolean mail) {}

  /** The latest change first. */
  @GetMapping("/api/notifications")
  @PreAuthorize("hasAnyRole('operator', 'auditor')")
  Listing<NotificationList.Item> list(
    @RequestParam(required = false) @Schema(
      implementation = NotificationState.class
    ) @Nullable String state,
    @RequestParam(required = false) @Nullable String page
  ) {
    return list.page(state == null ? null : state(state), page == null ? null : Cursor.parse(page));
  }

  /** Sends again what was given up, or what may have been sent: whoever asks for that takes a repetition into account. */
  @PostMapping("/api/notifications/{id}/retry")
  @PreAuthorize("hasRole('operator')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Transactional
  void retry(@PathVariable UUID id) {
    var found = list
      .find(id)
      .orElseThrow(() ->
        ProblemException.notFound("notification-not-found", "There is no such notification")
      );
    if (!outbox.tryAgain(id)) {
      throw ProblemException.conflict(
        "notification-not-given-up",
        "Only what was given up or is in doubt is sent again by hand"
      );
    }
    audit.record(
      new AuditEntry(
        "notification.retried",
        current.get().name(),
        null,
        null,
        null,
        null,
        null,
        "Sent a notification again",
        Map.of("notification", id, "recipient", found.recipient(), "was", found.state().id())
      )
    );
  }

  @GetMapping("/api/me/notifications")
  Preference preference() {
    return new Preference(preferences.wantsMail(current.get().name()));
  }

  @PutMapping("/api/me/notifications")
  Preference prefer(@RequestBody Preference preference) {
    preferences.save(current.get().name(), preference.mail());
    return preference;
  }

  private static NotificationState state(String id) {
    return NotificationState.find(id).orElseThrow(() ->
      ProblemException.invalid(
        "There is no such state",
        List.of(
          new FieldError("/state", "must be waiting, sending, sent, dropped, in-doubt or dead")
        )
      )
    );
  }
}
