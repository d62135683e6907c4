package dev.steward.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.crash.Provider.Billed;
import dev.steward.crash.Records.Asked;
import dev.steward.crash.Records.Call;
import dev.steward.crash.Records.Snapshot;
import dev.steward.database.TestDatabase;
import dev.steward.testing.StewardProcess;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two nodes on one database under a load of mixed runs, and {@code kill -9} of either at random moments. Afterwards the books of
 * the provider and of the systems that were called must agree with the journal.
 *
 * <p>{@code -Dcrash.kills} says how many kills, {@code -Dcrash.seed} repeats the random choices of an earlier pass, as far as time
 * lets them repeat. A summary is in {@code target/crash} afterwards.
 */
class CrashIT {

  private static final Logger log = LoggerFactory.getLogger(CrashIT.class);
  private static final int KILLS = Integer.getInteger("crash.kills", 8);
  private static final long SEED = Long.getLong("crash.seed", System.nanoTime());
  private static final Path SUMMARY = Path.of("target/crash/summary.json");

  private final Random random = new Random(SEED);
  private final TestDatabase database = TestDatabase.fresh();
  private final Records records = new Records(database);
  private final Map<String, Snapshot> deaths = new LinkedHashMap<>();

  @Test
  void everyRunEndsWithEachEffectOnceWhicheverNodeIsKilled() throws Exception {
    log.info("Killing {} times, -Dcrash.seed={}", KILLS, SEED);
    var began = Instant.now();
    try (
      var provider = new Provider(random);
      var systems = new Systems(random);
      var cluster = new Cluster(
        random,
        new Node("node-1", StewardProcess.on(database), provider, systems),
        new Node("node-2", StewardProcess.on(database), provider, systems)
      );
      var load = new Load(cluster);
      var staff = new Staff(cluster, systems, records)
    ) {
      cluster.start();
      load.begin();
      staff.begin();
      for (int kill = 1; kill <= KILLS; kill++) {
        killOne(kill, cluster, load, provider);
      }
      load.stop();
      cluster.awaitUp(2);
      var settling = Instant.now();
      awaitQuiet(load, provider);
      staff.close();
      cluster.close();
      var verdicts = new SoftAssertions();
      var summary = new LinkedHashMap<String, Object>();
      summary.put("seed", SEED);
      summary.put("kills", deaths.size());
      summary.put("runs", load.runs().size());
      summary.put(
        "runsByKind",
        new TreeMap<>(load.runs().values().stream().collect(groupingBy(Enum::name, counting())))
      );
      summary.put("seconds", Duration.between(began, Instant.now()).toSeconds());
      summary.put(
        "secondsUntilQuietAfterTheLastRestart",
        Duration.between(settling, Instant.now()).toSeconds()
      );
      summary.put("startsRepeated", load.repeated());
      summary.put("reviewsApproved", staff.approved());
      nobodyMetAProblem(verdicts, load, staff, provider, systems);
      everyRunEnded(verdicts, load);
      effectsHappenedOnce(verdicts, summary, load, staff, systems);
      moneyAgrees(verdicts, summary, provider);
      trailIsWhole(verdicts, staff);
      report(summary);
      verdicts.assertAll();
    }
  }

  /**
   * Lets some work be done first, or nothing would be at work on a slow machine. Every other time both nodes are up, so that the
   * other one takes over; else the next kill may come while the last one's node is still starting.
   */
  private void killOne(int kill, Cluster cluster, Load load, Provider provider)
    throws InterruptedException {
    cluster.awaitUp(1 + (kill % 2));
    int enough = provider.requests() + random.nextInt(5, 60);
    await("work between two kills")
      .atMost(Duration.ofMinutes(3))
      .until(() -> {
        look(load, provider);
        return provider.requests() >= enough;
      });
    // The only sleep: a random moment is what this test is about.
    Thread.sleep(random.nextInt(300));
    var killed = cluster.killAny();
    await("the database has noticed").until(() -> records.isGone(killed.name()));
    deaths.put(killed.name(), records.snapshot());
    log.info("Killed {} with {} runs open", killed.name(), load.open().size());
  }

  /** Agents that a timer has interrupted get the answer that they no longer wait for. */
  private void look(Load load, Provider provider) {
    var ended = records.endedMarkers();
    load.ended(ended);
    ended.forEach(provider::release);
  }

  private void awaitQuiet(Load load, Provider provider) {
    try {
      await("all runs end")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> {
          look(load, provider);
          return load.allEnded() || !records.deadLetters().isEmpty();
        });
      await("nobody is asked any more")
        .atMost(Duration.ofMinutes(1))
        .until(() -> provider.isIdle() && records.workLeft().isEmpty());
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      // What is left over fails below, together with whatever else is wrong.
      log.error("{}; open: {}", e.getMessage(), load.open());
    }
  }

  private static void nobodyMetAProblem(
    SoftAssertions verdicts,
    Load load,
    Staff staff,
    Provider provider,
    Systems systems
  ) {
    verdicts.assertThat(load.problems()).as("problems of those who start runs").isEmpty();
    verdicts.assertThat(staff.problems()).as("problems of those who decide").isEmpty();
    verdicts.assertThat(provider.problems()).as("problems of the provider").isEmpty();
    verdicts.assertThat(systems.problems()).as("problems of the systems").isEmpty();
  }

  private void everyRunEnded(SoftAssertions verdicts, Load load) {
    verdicts.assertThat(records.deadLetters()).as("incidents").isEmpty();
    verdicts.assertThat(records.workLeft()).as("rows left in the engine").isEmpty();
    var instances = records.instances();
    verdicts
      .assertThat(instances.stream().collect(toMap(i -> i.id(), i -> i.marker())))
      .as("every start is one instance")
      .isEqualTo(
        load
          .instances()
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
    for (var instance : instances) {
      var kind = load.runs().get(instance.marker());
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
  private void effectsHappenedOnce(
    SoftAssertions verdicts,
    Map<String, Object> summary,
    Load load,
    Staff staff,
    Systems systems
  ) {
    var calls = records.calls();
    var applied = new TreeMap<String, Integer>();
    systems.effects().forEach((effect, times) -> applied.put(effect, times.get()));
    verdicts
      .assertThat(applied)
      .as("no effect twice")
      .allSatisfy((effect, times) -> assertThat(times).isEqualTo(1));

    var expected = load
      .runs()
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
        case "unknown" -> verdicts
          .assertThat(atWork)
          .as("at work at a kill: %s", call)
          .contains(call.key());
        default -> {
          verdicts.assertThat(staff.settled()).as("%s", call).containsEntry(call.key(), "not-done");
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

    summary.put("toolCalls", calls.size());
    summary.put("callsAtWorkAtKills", atWork.size());
    summary.put("callsSentAgainUnderTheirKey", calls.stream().filter(Call::resumed).count());
    summary.put("callsLookedUp", systems.lookups());
    summary.put("callsSettledByPeople", new TreeMap<>(staff.settled()).values());
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
    summary.put(
      "callsLeftOpenByInterruptedRuns",
      calls
        .stream()
        .filter(call -> call.isCancelled() && !call.state().equals("succeeded"))
        .collect(groupingBy(Call::state, counting()))
    );
    summary.put("faultsOfSystems", systems.faults());
  }

  /** Each answer that was billed is in the journal at its price, but for those on their way to a node when it was killed. */
  private void moneyAgrees(
    SoftAssertions verdicts,
    Map<String, Object> summary,
    Provider provider
  ) {
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
    verdicts
      .assertThat(
        asked
          .stream()
          .filter(row -> row.state().equals("started") && !row.runState().equals("cancelled"))
      )
      .as("model calls that never ended")
      .isEmpty();

    var known = charged.stream().map(Asked::completion).collect(toSet());
    var lost = billed
      .values()
      .stream()
      .filter(answer -> !known.contains(answer.id()))
      .toList();
    for (var answer : lost) {
      var death = deaths.get(answer.incarnation());
      verdicts
        .assertThat(death != null && !death.answered().contains(answer.turn()))
        .as("lost only on its way to a node that was killed: %s", answer)
        .isTrue();
    }
    verdicts
      .assertThat(
        lost
          .stream()
          .collect(groupingBy(answer -> answer.incarnation() + answer.turn(), counting()))
      )
      .as("a kill costs a turn one answer at most")
      .allSatisfy((turn, times) -> assertThat(times).isEqualTo(1));

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
  private void trailIsWhole(SoftAssertions verdicts, Staff staff) {
    for (var call : records.calls()) {
      if (staff.settled().containsKey(call.key())) {
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

  private static void report(Map<String, Object> summary) throws IOException {
    var text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
    Files.createDirectories(SUMMARY.getParent());
    Files.writeString(SUMMARY, text);
    log.info("{}", text);
  }
}
