package dev.steward.crash;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.crash.Records.Snapshot;
import dev.steward.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.awaitility.core.ConditionTimeoutException;
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
        new Node("node-1", Node.launch(database, provider, systems)),
        new Node("node-2", Node.launch(database, provider, systems))
      );
      var load = new Load(cluster);
      var staff = new Staff(cluster, systems, records)
    ) {
      // The answer that an agent waits for when the timer comes.
      provider.holdBack(turn -> turn.agent().equals("dawdler") && turn.number() == 2);
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
      var books = new Reconciliation(
        records,
        provider,
        systems,
        load.runs(),
        load.instances(),
        staff.settled(),
        deaths
      );
      var summary = books.summary();
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
      books.nothing("problems of those who start runs", load.problems());
      books.nothing("problems of those who decide", staff.problems());
      books.nothing("problems of the provider", provider.problems());
      books.nothing("problems of the systems", systems.problems());
      books.everyRunEnded();
      books.effectsHappenedOnce();
      books.moneyAgrees();
      books.trailIsWhole();
      report(summary);
      books.assertAll();
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

  /** Agents that the timer has interrupted get the answer that they no longer wait for. */
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
    } catch (ConditionTimeoutException e) {
      // What is left over fails below, together with whatever else is wrong.
      log.error("{}; open: {}", e.getMessage(), load.open());
    }
  }

  private static void report(Map<String, Object> summary) throws IOException {
    var text = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
    Files.createDirectories(SUMMARY.getParent());
    Files.writeString(SUMMARY, text);
    log.info("{}", text);
  }
}
