package dev.steward.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.evidence.Account.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The tool calls of an instance, each put together from its entries. */
final class TrailCalls {

  private static final String READ = "read";

  private final List<Call> calls;
  private final Map<String, JsonNode> contracts;

  /** @param contracts by version */
  TrailCalls(List<TrailEntry> entries, Map<String, JsonNode> contracts) {
    this.contracts = contracts;
    var byId = new LinkedHashMap<String, Call>();
    for (var entry : entries) {
      var id = entry.text("/callId");
      if (id != null && entry.type().equals("tool.decided")) {
        byId.merge(id, new Call(id, entry, null), (before, now) -> now);
      } else if (id != null && entry.type().equals("tool.executed")) {
        byId.computeIfPresent(id, (same, call) -> new Call(id, call.decided(), entry));
      }
    }
    this.calls = List.copyOf(byId.values());
  }

  /** @param executed null where the call was not made, or not yet */
  private record Call(String id, TrailEntry decided, @Nullable TrailEntry executed) {
    TrailEntry last() {
      return executed == null ? decided : executed;
    }

    /** Its last answer may have come from a fallback. */
    String tool() {
      return Objects.requireNonNull(last().text("/tool"));
    }

    @Nullable
    String outcome() {
      return executed == null ? null : executed.state();
    }

    /** Unless it is known that nothing happened. */
    boolean mayHaveHappened() {
      return executed != null && !"failed".equals(executed.state());
    }
  }

  List<Account.CallMade> made() {
    return calls
      .stream()
      .map(call ->
        new Account.CallMade(
          call.id(),
          call.tool(),
          call.decided().text("/toolVersion"),
          call.decided().actor(),
          call.decided().activityId(),
          Objects.requireNonNullElse(call.decided().state(), ""),
          StreamSupport.stream(call.decided().at("/rules").spliterator(), false)
            .map(rule -> rule.isTextual() ? rule.asText() : rule.path("id").asText())
            .toList(),
          call.outcome(),
          call.executed() == null ? 0 : call.executed().at("/attempts").asInt(),
          call.last().id()
        )
      )
      .toList();
  }

  List<Account.DataRead> reads() {
    return calls
      .stream()
      .filter(call -> isRead(call) && "succeeded".equals(call.outcome()))
      .map(call ->
        new Account.DataRead(
          call.id(),
          call.tool(),
          record(call),
          call.decided().actor(),
          call.decided().onBehalfOf(),
          call.decided().activityId(),
          call.last().id()
        )
      )
      .toList();
  }

  /** Without those calls that only took another one back. */
  List<Account.Change> changes(String instanceState) {
    var undone = undone();
    return calls
      .stream()
      .filter(call -> !isRead(call) && call.mayHaveHappened())
      .filter(call -> !undone.containsValue(call.id()))
      .map(call -> change(call, undone.get(call.id()), instanceState))
      .toList();
  }

  private Account.Change change(Call call, @Nullable String undoneBy, String instanceState) {
    return new Account.Change(
      call.id(),
      call.tool(),
      record(call),
      Objects.requireNonNullElse(call.outcome(), ""),
      undoneBy != null ? Undo.UNDONE : undo(call, instanceState),
      compensation(call).orElse(null),
      undoneBy,
      call.last().id()
    );
  }

  private Undo undo(Call call, String instanceState) {
    if (!Set.of("failed", "cancelled").contains(instanceState)) {
      return Undo.NOT_NEEDED;
    }
    return contract(call).path("reversible").asBoolean() ? Undo.NEEDED : Undo.IMPOSSIBLE;
  }

  /** Ids of calls, each with the one that took it back. */
  private Map<String, String> undone() {
    var undone = new LinkedHashMap<String, String>();
    var left = new ArrayList<>(calls);
    for (var call : calls) {
      left.remove(call);
      left
        .stream()
        .filter(later -> !undone.containsValue(later.id()) && undoes(later, call))
        .findFirst()
        .ifPresent(later -> undone.put(call.id(), later.id()));
    }
    return undone;
  }

  /** It is the tool for that, succeeded, and names what the call had answered. */
  private boolean undoes(Call later, Call call) {
    return (
      call.executed() != null &&
      "succeeded".equals(later.outcome()) &&
      compensation(call).filter(later.tool()::equals).isPresent() &&
      share(later.decided().at("/arguments"), call.executed().at("/result"))
    );
  }

  private static boolean share(JsonNode arguments, JsonNode result) {
    return arguments
      .properties()
      .stream()
      .anyMatch(field -> field.getValue().equals(result.get(field.getKey())));
  }

  private boolean isRead(Call call) {
    return contract(call).path("class").asText().equals(READ);
  }

  private Optional<String> compensation(Call call) {
    return Optional.ofNullable(contract(call).path("compensation").textValue());
  }

  private @Nullable String record(Call call) {
    var pointer = contract(call).path("record");
    if (!pointer.isTextual()) {
      return null;
    }
    var record = call.decided().at("/arguments" + pointer.asText());
    return record.isValueNode() && !record.isNull() ? record.asText() : null;
  }

  /** Empty of a call that was refused before its contract was looked at. */
  private JsonNode contract(Call call) {
    var version = call.decided().at("/toolVersion").asText();
    return contracts.getOrDefault(version, call.decided().at("/none"));
  }
}
