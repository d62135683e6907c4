package dev.steward.crash;

import static org.awaitility.Awaitility.await;

import dev.steward.crash.Records.Snapshot;
import dev.steward.database.TestDatabase;
import dev.steward.testing.StewardProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job's lock is stolen while it works, as on a node that stood still for too long, so that two executions of it are at work at
 * once. The first one is never told; both get their answers at the same moment.
 */
class OverlapIT {

  private static final Logger log = LoggerFactory.getLogger(OverlapIT.class);

  /** By the first word of the marker: what is kept back until both executions are there. */
  private static final Map<String, Workload> PLACES = Map.of(
    // The first answer of the model, which asks for tools.
    "asking",
    Workload.NOTES,
    // The last answer, which ends the run.
    "ending",
    Workload.NOTES,
    // The answer of a system that heeds the key.
    "writing",
    Workload.TOOL,
    // The answer of a system that would do it twice.
    "paying",
    Workload.PAYMENT
  );
  private static final int RUNS_OF_EACH = 3;

  private final Random random = new Random();
  private final TestDatabase database = TestDatabase.fresh();
  private final Records records = new Records(database);

  @Test
  void overlappingExecutionsOfOneJobEndInOneResult() {
    try (
      var provider = new Provider(random, 0);
      var systems = new Systems(random, 0);
      var cluster = new Cluster(
        random,
        new Node("node-1", patient(provider, systems)),
        new Node("node-2", patient(provider, systems))
      );
      var staff = new Staff(cluster, systems, records)
    ) {
      provider.holdBack(
        turn ->
          (turn.marker().startsWith("asking") && turn.number() == 1) ||
          (turn.marker().startsWith("ending") && turn.number() == 3)
      );
      systems.holdBack(
        effect -> effect.startsWith("note/writing") || effect.startsWith("payment/paying")
      );
      cluster.start();
      cluster.awaitUp(2);
      var kinds = new TreeMap<String, Workload>();
      var instances = new TreeMap<String, String>();
      PLACES.forEach((place, kind) -> {
        for (int i = 0; i < RUNS_OF_EACH; i++) {
          var marker = place + "-" + i;
          kinds.put(marker, kind);
          instances.put(marker, start(cluster, kind, marker));
        }
      });
      kinds
        .keySet()
        .forEach(marker ->
          await(marker + " is at work").until(() -> waiting(marker, provider, systems) == 1)
        );

      var stolen = new Snapshot(List.of(), records.snapshot().executing());
      records.expireLocksOfWork();
      kinds
        .keySet()
        .stream()
        .filter(marker -> !marker.startsWith("paying"))
        .forEach(marker ->
          await(marker + " is at work twice")
            .atMost(Duration.ofMinutes(1))
            .until(() -> waiting(marker, provider, systems) == 2)
        );
      await("every lock is taken again")
        .atMost(Duration.ofMinutes(1))
        .until(() -> records.workWithoutLock() == 0);
      staff.begin();
      kinds.keySet().forEach(marker -> {
        provider.release(marker);
        systems.release(effect(marker));
      });
      awaitQuiet(kinds.keySet(), provider);
      staff.close();
      cluster.close();

      var books = new Reconciliation(
        records,
        provider,
        systems,
        kinds,
        instances,
        staff.settled(),
        Map.of("stolen", stolen)
      );
      books.nothing("problems of those who decide", staff.problems());
      books.everyRunEnded();
      books.effectsHappenedOnce();
      books.moneyAgrees();
      books.trailIsWhole();
      log.info("{}", books.summary());
      books.assertAll();
    }
  }

  /** Nobody takes a job over unless its lock is stolen. */
  private StewardProcess.Launch patient(Provider provider, Systems systems) {
    return Node.launch(database, provider, systems)
      .with(Node.LOCK, "10m")
      .with("steward.engine.heartbeat", "9m");
  }

  private static String start(Cluster cluster, Workload kind, String marker) {
    return cluster
      .any()
      .orElseThrow()
      .as("app")
      .post(
        "/api/processes/" + kind.processKey + "/instances",
        Map.of("businessKey", marker, "variables", Map.of("order", Map.of("marker", marker)))
      )
      .expect(201)
      .path("id")
      .asText();
  }

  private static int waiting(String marker, Provider provider, Systems systems) {
    return provider.waiting(marker) + systems.waiting(effect(marker));
  }

  private static String effect(String marker) {
    return marker.startsWith("paying")
      ? Systems.effect("payment", marker, "only")
      : Systems.effect("note", marker, "alone");
  }

  private void awaitQuiet(Set<String> markers, Provider provider) {
    try {
      await("all runs end and leave nothing behind")
        .atMost(Duration.ofMinutes(2))
        .until(
          () ->
            !records.deadLetters().isEmpty() ||
            (records.endedMarkers().containsAll(markers) &&
              records.workLeft().isEmpty() &&
              provider.isIdle())
        );
    } catch (ConditionTimeoutException e) {
      // What is left over fails below, together with whatever else is wrong.
      log.error("{}; left: {}", e.getMessage(), records.workLeft());
    }
  }
}
