package dev.steward.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.testing.Api;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The model server and its tool, {@code benchmarks/stub}, in a process of its own. */
final class Stub implements AutoCloseable {

  static final Duration DELAY = Duration.ofSeconds(1);

  /** Model calls of one run; one tool call follows each but the last. */
  static final int MODEL_CALLS = 4;

  static final int TOOL_CALLS = 3;

  private final Child child;
  private final String url;

  private Stub(Child child, String url) {
    this.child = child;
    this.url = url;
  }

  static Stub start() throws IOException {
    var child = Child.start(
      "stub",
      Path.of("benchmarks/stub"),
      Map.of(),
      List.of("node", "server.js", "--delay", Long.toString(DELAY.toMillis()))
    );
    return new Stub(child, "http://127.0.0.1:" + child.answer().path("port").intValue());
  }

  String url() {
    return url;
  }

  long processId() {
    return child.processId();
  }

  void reset() {
    Api.of(url).post("/reset").ok();
  }

  /** Milliseconds since the epoch at which model calls arrived, by the run's marker. */
  JsonNode calls() {
    return Api.of(url).get("/calls").ok();
  }

  /**
   * @return how many model calls were in flight at once at most
   * @throws IllegalStateException where that many runs would have called something else
   */
  int expectWorkOf(int runs) {
    var counts = Api.of(url).get("/counts").ok();
    boolean right =
      counts.path("modelAnswers").intValue() == runs * MODEL_CALLS &&
      counts.path("toolCalls").intValue() == runs * TOOL_CALLS &&
      counts.path("distinctKeys").intValue() == runs * TOOL_CALLS;
    if (!right) {
      throw new IllegalStateException(
        "%d runs should not make these calls: %s".formatted(runs, counts)
      );
    }
    return counts.path("mostModelCallsAtOnce").intValue();
  }

  @Override
  public void close() throws IOException {
    child.close();
  }
}
