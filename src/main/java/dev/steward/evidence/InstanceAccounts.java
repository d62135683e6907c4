package dev.steward.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditLog;
import dev.steward.identity.Actor;
import dev.steward.process.spi.InstanceRecords;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the account of an instance together, from the engine's history of its steps and the trail. */
@Component
class InstanceAccounts {

  private static final Set<String> PEOPLE = Set.of(
    "review.decided",
    "review.approved-by-one",
    "sample.judged",
    "task.completed",
    "variable.changed",
    "run.stopped",
    "incident.retried",
    "incident.skipped",
    "instance.cancelled",
    "instance.migrated",
    "budget.raised"
  );
  private static final Set<String> FAILURES = Set.of(
    "model.retried",
    "run.failed",
    "run.stopped",
    "tool.in-doubt",
    "tool.fell-back",
    "incident.opened"
  );
  private static final Set<String> RETRIES = Set.of(
    "model.retried",
    "tool.retried",
    "incident.retried"
  );
  private static final Set<String> REFUSALS = Set.of("denied", "refused");
  private static final String NOBODY = "system";

  private final InstanceRecords records;
  private final AuditLog trail;
  private final UsedVersions versions;
  private final ObjectMapper json;

  InstanceAccounts(
    InstanceRecords records,
    AuditLog trail,
    UsedVersions versions,
    ObjectMapper json
  ) {
    this.records = records;
    this.trail = trail;
    this.versions = versions;
    this.json = json;
  }

  Account of(String instanceId, Actor actor) {
    var summary = records.summary(instanceId, actor);
    var state = summary.path("state").asText();
    var entries = trail
      .ofInstance(instanceId)
      .stream()
      .map(recorded -> TrailEntry.of(recorded, json))
      .toList();
    var used = entries
      .stream()
      .flatMap(entry -> Optional.ofNullable(entry.text("/toolVersion")).stream())
      .collect(Collectors.toSet());
    var calls = new TrailCalls(entries, versions.contracts(used));
    return new Account(
      instanceId,
      summary.path("processKey").asText(),
      state,
      steps(instanceId),
      agents(entries),
      calls.made(),
      calls.reads(),
      calls.changes(state),
      people(entries),
      failures(entries),
      retries(entries),
      cost(entries)
    );
  }

  private List<Account.Step> steps(String instanceId) {
    return StreamSupport.stream(records.timeline(instanceId).spliterator(), false)
      .filter(entry -> entry.at("/detail/activityType").isTextual())
      .map(entry ->
        new Account.Step(
          Instant.parse(entry.path("at").asText()),
          entry.path("activityId").asText(),
          entry.path("title").asText(),
          entry.path("state").asText(),
          entry.path("actor").textValue()
        )
      )
      .toList();
  }

  private static List<Account.AgentWork> agents(List<TrailEntry> entries) {
    return entries
      .stream()
      .filter(entry -> entry.text("/runId") != null && entry.text("/agentVersion") != null)
      .collect(
        Collectors.groupingBy(
          entry -> entry.at("/runId").asText(),
          LinkedHashMap::new,
          Collectors.toList()
        )
      )
      .values()
      .stream()
      .map(InstanceAccounts::agent)
      .toList();
  }

  private static Account.AgentWork agent(List<TrailEntry> ofRun) {
    var last = ofRun.getLast();
    var turn = ofRun
      .stream()
      .filter(entry -> entry.type().startsWith("run."))
      .reduce((before, now) -> now);
    return new Account.AgentWork(
      last.at("/runId").asText(),
      last.at("/agent").asText(),
      last.at("/agentVersion").asText(),
      ofRun.getFirst().onBehalfOf(),
      last.activityId(),
      turn.flatMap(entry -> Optional.ofNullable(entry.state())).orElse("running"),
      cost(ofRun),
      turn.orElse(last).id()
    );
  }

  private static List<Account.Intervention> people(List<TrailEntry> entries) {
    return entries
      .stream()
      .filter(entry -> PEOPLE.contains(entry.type()) && !entry.actor().equals(NOBODY))
      .map(entry ->
        new Account.Intervention(
          entry.at(),
          entry.actor(),
          entry.type(),
          entry.state(),
          entry.text("/tool"),
          entry.activityId(),
          entry.at("/effective").isObject() &&
            !entry.at("/effective").equals(entry.at("/proposed")),
          first(entry, "/comment", "/reason"),
          entry.id()
        )
      )
      .toList();
  }

  private static List<Account.Setback> failures(List<TrailEntry> entries) {
    return entries
      .stream()
      .filter(InstanceAccounts::isFailure)
      .map(entry ->
        new Account.Setback(
          entry.at(),
          entry.type(),
          entry.title(),
          entry.activityId(),
          first(entry, "/reason", "/result/error/message", "/result/error"),
          entry.id()
        )
      )
      .toList();
  }

  private static boolean isFailure(TrailEntry entry) {
    return switch (entry.type()) {
      case "tool.executed" -> !Objects.equals(entry.state(), "succeeded");
      case "tool.decided" -> REFUSALS.contains(Objects.requireNonNullElse(entry.state(), ""));
      default -> FAILURES.contains(entry.type());
    };
  }

  private static List<Account.Retry> retries(List<TrailEntry> entries) {
    return entries
      .stream()
      .filter(entry -> again(entry) > 0)
      .map(entry ->
        new Account.Retry(
          entry.at(),
          entry.type(),
          Stream.of("/tool", "/model")
            .map(entry::text)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(entry.title()),
          entry.activityId(),
          again(entry),
          entry.id()
        )
      )
      .toList();
  }

  private static int again(TrailEntry entry) {
    if (entry.type().equals("tool.executed")) {
      return entry.at("/attempts").asInt() - 1;
    }
    return RETRIES.contains(entry.type()) ? 1 : 0;
  }

  static Account.Cost cost(Collection<TrailEntry> entries) {
    var priced = entries
      .stream()
      .filter(entry -> entry.type().startsWith("model."))
      .map(TrailEntry::detail)
      .filter(detail -> detail.has("costUsd"))
      .toList();
    return new Account.Cost(
      priced.size(),
      (int) priced
        .stream()
        .filter(detail -> detail.path("rehearsal").asBoolean())
        .count(),
      priced
        .stream()
        .mapToLong(detail -> detail.path("inputTokens").asLong())
        .sum(),
      priced
        .stream()
        .mapToLong(detail -> detail.path("outputTokens").asLong())
        .sum(),
      priced.stream().map(InstanceAccounts::usd).reduce(BigDecimal.ZERO, BigDecimal::add)
    );
  }

  private static BigDecimal usd(JsonNode detail) {
    return new BigDecimal(detail.path("costUsd").asText("0"));
  }

  private static @Nullable String first(TrailEntry entry, String... pointers) {
    return Stream.of(pointers).map(entry::text).filter(Objects::nonNull).findFirst().orElse(null);
  }
}
