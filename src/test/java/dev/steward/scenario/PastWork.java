package dev.steward.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Work that was done over the past weeks: done now, like any other, and then moved to where a time of its own belongs. */
final class PastWork {

  private static final int SUMMARIES = 50;
  private static final int NOTES = 30;

  /** So that some of it lies in the month before the last one, to be compared with. */
  private static final Duration APART = Duration.ofHours(15);

  static final List<String> MOVES = List.of(
    """
    UPDATE act_hi_procinst SET start_time_ = start_time_ - make_interval(secs => :back + :longer),
      end_time_ = end_time_ - make_interval(secs => :back), duration_ = duration_ + :longer * 1000 WHERE id_ = :id
    """,
    """
    UPDATE agent_turn t SET started_at = t.started_at - make_interval(secs => :back),
      ended_at = t.ended_at - make_interval(secs => :back) FROM agent_run r WHERE r.id = t.run_id AND r.instance_id = :id
    """,
    """
    UPDATE agent_run SET started_at = started_at - make_interval(secs => :back),
      ended_at = ended_at - make_interval(secs => :back) WHERE instance_id = :id
    """,
    """
    UPDATE tool_call SET started_at = started_at - make_interval(secs => :back),
      settled_at = settled_at - make_interval(secs => :back) WHERE instance_id = :id
    """,
    """
    UPDATE review SET requested_at = requested_at - make_interval(secs => :back + :longer),
      decided_at = decided_at - make_interval(secs => :back) WHERE instance_id = :id
    """
  );

  private final Scenario scenario;
  private final JdbcClient jdbc;

  PastWork(Scenario scenario, JdbcClient jdbc) {
    this.scenario = scenario;
    this.jdbc = jdbc;
  }

  void happen() {
    var summaries = summaries();
    var notes = notes();
    summaries.forEach(id -> scenario.awaitState(id, "completed"));
    for (int i = 0; i < notes.size(); i++) {
      decide(notes.get(i), i % 5 == 4);
    }
    var all = new ArrayList<>(summaries);
    all.addAll(notes);
    Collections.shuffle(all, new Random(7));
    move(all);
  }

  private List<String> summaries() {
    var request = Map.of(
      "ticket",
      "T-1001",
      "document",
      "HB-12",
      "page",
      "https://status.example/incidents/8841"
    );
    var ids = new ArrayList<String>();
    for (int i = 1; i <= SUMMARIES; i++) {
      ids.add(scenario.start("internal-summary", "past-summary-" + i, Map.of("request", request)));
    }
    return ids;
  }

  private List<String> notes() {
    var contact = Map.of("patient", "P-1001", "message", "I have had a cough since Friday.");
    var ids = new ArrayList<String>();
    for (int i = 1; i <= NOTES; i++) {
      ids.add(scenario.start("triage-note", "past-note-" + i, Map.of("contact", contact)));
    }
    return ids;
  }

  private void decide(String id, boolean otherwise) {
    var review = scenario.awaitTask(id, "propose-note");
    if (otherwise) {
      scenario
        .as("approver")
        .post(
          "/api/tasks/" + review.path("id").asText() + "/decision",
          Scenario.edited(review, "urgency", "urgent")
        )
        .expect(204);
    } else {
      scenario.decide("approver", review, "approve");
    }
    scenario.awaitState(id, "completed");
  }

  /** With the order, each further back, and each having taken longer than the machine did. */
  private void move(List<String> ids) {
    for (int i = 0; i < ids.size(); i++) {
      var back = APART.multipliedBy(i + 1).toSeconds();
      var longer = Duration.ofMinutes((i * 37L) % 70).toSeconds();
      for (var statement : MOVES) {
        jdbc
          .sql(statement)
          .param("id", ids.get(i))
          .param("back", back)
          .param("longer", longer)
          .update();
      }
    }
  }
}
