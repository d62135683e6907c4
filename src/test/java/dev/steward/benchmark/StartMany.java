package dev.steward.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.identity.CurrentActor;
import dev.steward.process.spi.ProcessStarter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Added to the application under test: starts many instances from inside, as the peers start their runs. */
@RestController
@ConditionalOnProperty("benchmark.starts")
class StartMany {

  private static final int AT_ONCE = 8;

  private final ProcessStarter processes;
  private final CurrentActor current;

  StartMany(ProcessStarter processes, CurrentActor current) {
    this.processes = processes;
    this.current = current;
  }

  /** @return when each instance was about to be started, by its id */
  @PostMapping("/api/benchmark/starts")
  Map<String, Instant> start(@RequestParam String process, @RequestParam int instances)
    throws InterruptedException {
    var actor = current.get();
    var sent = new ConcurrentHashMap<String, Instant>();
    try (var starters = Executors.newFixedThreadPool(AT_ONCE)) {
      var starts = new ArrayList<Future<?>>();
      for (int i = 0; i < instances; i++) {
        starts.add(
          starters.submit(() -> {
            var marker = "run-" + UUID.randomUUID();
            var variables = JsonNodeFactory.instance.objectNode().put("marker", marker);
            var now = Instant.now();
            sent.put(processes.start(process, marker, variables, null, actor), now);
          })
        );
      }
      for (var start : starts) {
        start.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("An instance cannot be started", e);
    }
    return sent;
  }
}
