package dev.steward.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.crash.Provider.Billed;
import dev.steward.crash.Records.Asked;
import dev.steward.crash.Records.Call;
import dev.steward.crash.Records.Snapshot;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;

/** Holds the journal, the trail and the engine against the books of those who were called. Collects what disagrees. */
final class Reconciliation {

  private final Records records;
  private final Provider provider;
  private final Systems systems;
  private final Map<String, Workload> kinds;
  private final Map<String, String> instances;
  private final Map<String, String> settled;
  private final Map<String, Snapshot> deaths;
  private final SoftAssertions verdicts = new SoftAssertions();
  private final Map<String, Object> summary = new LinkedHashMap<>();

  /**
   * @param kinds what each run was, by marker
   * @param instances the instance each run is, by marker
   * @param settled what people decided on calls in doubt, by idempotency key
   * @param deaths where the journal stood at the death of each life that was killed
   */
  Reconciliation(
    Records records,
    Provider provider,
    Systems systems,
    Map<String, Workload> kinds,
    Map<String, String> instances,
    Map<String, String> settled,
    Map<String, Snapshot> deaths
  ) {
    this.records = records;
    this.provider = provider;
    this.systems = systems;
    this.kinds = kinds;
    this.instances = instances;
    this.settled = settled;
    this.deaths = deaths;
  }

  /** Figures about what was checked. */
  Map<String, Object> summary() {
    return summary;
  }

  void nothing(String what, List<String> problems) {
    verdicts.assertThat(problems).as(what).isEmpty();
  }

  void assertAll() {
    verdicts.assertAll();
  }

  void everyRunEnded() {
    verdicts.assertThat(records.deadLetters()).as("incidents").isEmpty();
    verdicts.assertThat(records.workLeft()).as("rows left in the engine").isEmpty();
    var found = records.instances();
    verdicts
      .assertThat(found.stream().collect(toMap(i -> i.id(), i -> i.marker())))
      .as("every start is one instance")
      .isEqualTo(
        instances
          .entrySet()
          .stream()
          .collect(toMap(e -> e.getValue(), e -> e.getKey()))
      );
    var inDoubt = records
      .calls()
      .stream()
      .filter(call -> call.state().equals("unknown"))
      .map(call -> call.effect().split("/")[1])
      .collect(toSet());
    for (var instance : found) {
      var kind = kinds.get(instance.marker());
      verdicts.assertThat(instance.ended()).as("%s has ended", instance).isTrue();
      verdicts.assertThat(instance.deleteReason()).as("%s was deleted", instance).isNull();
      verdicts
        .assertThat(instance.ends())
        .as("end of %s", instance)
        .containsExactly(
          switch (kind) {
            case TIMER -> "interrupted";
            case BOOKING, PAYMENT -> inDoubt.contains(instance.marker()) ? "given-up" : "done";
            default -> "done";
          }
        );
    }
    var runs = records.runs();
    verdicts
      .assertThat(
        runs.stream().collect(groupingBy(run -> run.marker() + " " + run.agent(), counting()))
      )
      .as("one run for each agent task")
      .allSatisfy((task, number) -> assertThat(number).isEqualTo(1));
    for (var run : runs) {
      boolean failed =
        inDoubt.contains(run.marker()) && Set.of("booker", "payer").contains(run.agent());
      verdicts
        .assertThat(run.state())
        .as("%s", run)
        .isEqualTo(run.agent().equals("dawdler") ? "cancelled" : failed ? "failed" : "completed");
    }
  }

  /**
   * No effect twice, none missing, and of those whose call is in doubt at most one. Whatever is in doubt was at work when a node was
   * killed, and is listed as unknown in journal and trail, or was settled by a person.
   */
  void effectsHappenedOnce() {
    var calls = records.calls();
    var applied = new TreeMap<String, Integer>();
    systems.effects().forEach((effect, times) -> applied.put(effect, times.get()));
    verdicts
      .assertThat(applied)
      .as("no effect twice")
      .allSatisfy((effect, times) -> assertThat(times).isEqualTo(1));

    var expected = kinds
      .entrySet()
      .stream()
      .flatMap(run -> run.getValue().effects(run.getKey()).stream())
      .collect(toSet());
    var callsOfEffect = calls.stream().collect(groupingBy(Call::effect));
    var atWork = deaths
      .values()
      .stream()
      .flatMap(death -> death.executing().stream())
      .collect(toSet());
    for (var effect : expected) {
      var made = callsOfEffect.getOrDefault(effect, List.of());
      if (made.size() != 1) {
        verdicts.fail("%d calls for %s instead of one: %s", made.size(), effect, made);
        continue;
      }
      var call = made.getFirst();
      switch (call.state()) {
        case "succeeded" -> verdicts.assertThat(applied).as("%s", call).containsKey(effect);
        // On a machine that stands still for too long a node can take over from one that lives.
        case "unknown" -> verdicts
          .assertThat(atWork.contains(call.key()) || call.takenOver())
          .as("at work at a kill, or taken over: %s", call)
          .isTrue();
        default -> {
          verdicts.assertThat(settled).as("%s", call).containsEntry(call.key(), "not-done");
          verdicts.assertThat(applied).as("%s", call).doesNotContainKey(effect);
        }
      }
    }
    var unexpected = new HashSet<>(applied.keySet());
    unexpected.removeAll(expected);
    unexpected.removeIf(effect -> effect.endsWith("/early"));
    verdicts.assertThat(unexpected).as("effects nobody asked for").isEmpty();
    verdicts
      .assertThat(calls.stream().filter(call -> call.effect().endsWith("/late")))
      .as("calls of interrupted agents")
      .isEmpty();

    verdicts
      .assertThat(
        calls.stream().filter(call -> Set.of("executing", "in_doubt").contains(call.state()))
      )
      .as("calls neither settled nor listed as unknown")
      .isEmpty();

    summary.put("toolCalls", calls.size());
    summary.put(
      "callsInDoubtWithoutAKill",
      calls
        .stream()
        .filter(call -> call.state().equals("unknown") && !atWork.contains(call.key()))
        .count()
    );
    summary.put("callsAtWorkAtKills", atWork.size());
    summary.put("callsSentAgainUnderTheirKey", calls.stream().filter(Call::resumed).count());
    summary.put("callsLookedUp", systems.lookups());
    summary.put("callsSettledByPeople", new TreeMap<>(settled).values());
    summary.put(
      "callsListedAsUnknown",
      calls
        .stream()
        .filter(call -> call.state().equals("unknown"))
        .collect(
          groupingBy(
            call -> systems.applied(call.key()) ? "had happened" : "had not happened",
            counting()
          )
        )
    );
    summary.put("faultsOfSystems", systems.faults());
  }

  /** Each answer that was billed is in the journal at its price, but for those on their way to a node when it was killed. */
  void moneyAgrees() {
    var asked = records.asked();
    var billed = provider.billed();
    var charged = asked.stream().filter(Asked::charged).toList();
    verdicts
      .assertThat(charged.stream().collect(groupingBy(Asked::completion, counting())))
      .as("no answer is charged twice")
      .allSatisfy((completion, times) -> assertThat(times).isEqualTo(1));
    for (var row : charged) {
      var answer = billed.get(row.completion());
      verdicts.assertThat(answer).as("billed as charged: %s", row).isNotNull();
      if (answer != null) {
        verdicts.assertThat(row.turn()).as("%s", answer).isEqualTo(answer.turn());
        verdicts.assertThat(row.usd()).as("%s", answer).isEqualByComparingTo(answer.usd());
      }
    }
    var used = asked
      .stream()
      .filter(row -> row.state().equals("answered"))
      .toList();
    verdicts
      .assertThat(
        used.stream().collect(groupingBy(row -> row.run() + " " + row.turn(), counting()))
      )
      .as("one answer is used for each turn")
      .allSatisfy((turn, times) -> assertThat(times).isEqualTo(1));
    var underWay = deaths
      .values()
      .stream()
      .flatMap(death -> death.started())
      .collect(toSet());
    // One that nobody resumed: the run was cancelled, or was at work on both nodes and came to its end on the other.
    verdicts
      .assertThat(
        asked
          .stream()
          .filter(row -> row.state().equals("started"))
          .map(Asked::name)
      )
      .as("model calls without an end, but for those under way at a kill")
      .isSubsetOf(underWay);

    var known = charged.stream().map(Asked::completion).collect(toSet());
    var lost = billed
      .values()
      .stream()
      .filter(answer -> !known.contains(answer.id()))
      .toList();
    for (var answer : lost) {
      var death = deaths.get(answer.incarnation());
      verdicts
        .assertThat(death != null && death.hasUnderWay(answer.turn()))
        .as("lost only on its way to a node that was killed: %s", answer)
        .isTrue();
    }
    var usdByRun = new HashMap<String, BigDecimal>();
    charged.forEach(row -> usdByRun.merge(row.run(), row.usd(), BigDecimal::add));
    for (var run : records.runs()) {
      verdicts
        .assertThat(run.usd())
        .as("cost of %s", run)
        .isEqualByComparingTo(usdByRun.getOrDefault(run.id(), BigDecimal.ZERO));
    }
    summary.put("modelRequests", provider.requests());
    summary.put("faultsOfProvider", provider.faults());
    summary.put("modelAnswersBilled", billed.size());
    summary.put("modelAnswersUsed", used.size());
    summary.put("modelAnswersChargedAndDiscarded", charged.size() - used.size());
    summary.put("modelAnswersLostWithANode", lost.size());
    summary.put(
      "modelCallsWithoutAnEnd",
      asked
        .stream()
        .filter(row -> row.state().equals("started"))
        .count()
    );
    summary.put("usdBilled", usd(billed.values()));
    summary.put("usdLost", usd(lost));
  }

  private static BigDecimal usd(Iterable<Billed> answers) {
    var sum = BigDecimal.ZERO;
    for (var answer : answers) {
      sum = sum.add(answer.usd());
    }
    return sum;
  }

  /** The trail tells the end of each call and of each run, and every answer, once. */
  void trailIsWhole() {
    for (var call : records.calls()) {
      if (settled.containsKey(call.key())) {
        continue;
      }
      var expected = Set.of("succeeded", "failed", "unknown").contains(call.state())
        ? List.of(call.state())
        : List.of();
      verdicts.assertThat(call.executions()).as("trail of %s", call).isEqualTo(expected);
    }
    var answers = records
      .asked()
      .stream()
      .filter(Asked::charged)
      .collect(groupingBy(Asked::run, counting()));
    verdicts
      .assertThat(toLong(records.trail("model.answered")))
      .as("answers in the trail by run")
      .isEqualTo(answers);
    for (var end : List.of("completed", "failed", "cancelled")) {
      var runs = records
        .runs()
        .stream()
        .filter(run -> run.state().equals(end))
        .collect(toMap(run -> run.id(), run -> 1L));
      verdicts
        .assertThat(toLong(records.trail("run." + end)))
        .as("runs %s in the trail", end)
        .isEqualTo(runs);
    }
  }

  private static Map<String, Long> toLong(Map<String, Integer> counts) {
    return counts
      .entrySet()
      .stream()
      .collect(toMap(Map.Entry::getKey, entry -> (long) entry.getValue()));
  }
}
