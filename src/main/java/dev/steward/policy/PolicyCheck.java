package dev.steward.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditLog;
import dev.steward.audit.RecordedEntry;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the questions of the past to other tables: what would change if these were in force. */
@Component
class PolicyCheck {

  private static final int LONGEST = 10_000;
  private static final int SHOWN = 200;

  private final AuditLog log;
  private final PolicyTables tables;
  private final TableQuestions questions;
  private final ObjectMapper json;

  PolicyCheck(AuditLog log, PolicyTables tables, TableQuestions questions, ObjectMapper json) {
    this.log = log;
    this.tables = tables;
    this.questions = questions;
    this.json = json;
  }

  /**
   * A decision that would be another one.
   *
   * @param entry of the audit trail
   */
  record Change(
    long entry,
    Instant at,
    @Nullable String instanceId,
    String agent,
    String tool,
    String before,
    String after,
    @Nullable String reason,
    List<Verdict.Rule> rules
  ) {}

  /**
   * @param decisions that were looked at
   * @param complete whether these are all of the period
   * @param verdicts how many of each recorded verdict would get which
   * @param changes the newest of those that differ
   */
  record Result(
    int decisions,
    boolean complete,
    int changed,
    Map<String, Map<String, Integer>> verdicts,
    List<Change> changes
  ) {}

  /**
   * @param table DMN that would take the place of the table of its key; null for the tables in force
   * @throws ProblemException 422 for a table that could not be relied on
   */
  Result check(@Nullable String table, @Nullable Instant from, @Nullable Instant to) {
    if (table == null) {
      return compare(from, to, asked -> questions.verdict(tables.verdicts(), asked.question()));
    }
    try (var trial = tables.trial(table.getBytes(StandardCharsets.UTF_8))) {
      return compare(from, to, asked -> questions.verdict(trial.tables(), asked.question()));
    } catch (BrokenDefinitionException e) {
      throw unreliable(e);
    }
  }

  static ProblemException unreliable(BrokenDefinitionException e) {
    return ProblemException.invalid(
      "The table could not be relied on",
      e
        .files()
        .stream()
        .flatMap(file -> file.problems().stream())
        .map(problem -> new FieldError("/table", problem))
        .toList()
    );
  }

  /** Puts each question to the very tables that answered it. */
  Result replay(@Nullable Instant from, @Nullable Instant to) {
    var known = new HashMap<List<String>, List<PolicyTable>>();
    return compare(from, to, asked ->
      questions.verdict(known.computeIfAbsent(asked.tables(), this::versions), asked.question())
    );
  }

  private List<PolicyTable> versions(List<String> ids) {
    return ids.stream().map(tables::version).toList();
  }

  /** @param answer to be given once to each question that was ever put to the same tables */
  private Result compare(
    @Nullable Instant from,
    @Nullable Instant to,
    Function<Asked, Verdict> answer
  ) {
    var entries = log.find(
      new AuditLog.Filter(null, "tool.decided", null, from, to),
      null,
      LONGEST
    );
    var decisions = entries
      .stream()
      .flatMap(entry -> recorded(entry).stream())
      .toList();
    var answers = new HashMap<Asked, Verdict>();
    var verdicts = new TreeMap<String, Map<String, Integer>>();
    var changes = new ArrayList<Change>();
    int changed = 0;
    for (var decision : decisions) {
      var after = answers.computeIfAbsent(decision.asked(), answer);
      verdicts
        .computeIfAbsent(decision.verdict(), none -> new TreeMap<>())
        .merge(after.id(), 1, Integer::sum);
      if (!after.id().equals(decision.verdict())) {
        changed++;
        if (changes.size() < SHOWN) {
          changes.add(decision.becoming(after));
        }
      }
    }
    return new Result(decisions.size(), entries.size() < LONGEST, changed, verdicts, changes);
  }

  /** Empty for a call that was refused before the tables were asked. */
  private Optional<Recorded> recorded(RecordedEntry entry) {
    var detail = entry.entry().detail();
    return detail.get("question") instanceof Map<?, ?> question &&
      detail.get("tables") instanceof List<?> asked
      ? Optional.of(
          new Recorded(
            entry,
            new Asked(
              json.convertValue(question, Question.class),
              asked.stream().map(String::valueOf).toList()
            ),
            String.valueOf(detail.get("verdict"))
          )
        )
      : Optional.empty();
  }

  private record Asked(Question question, List<String> tables) {}

  private record Recorded(RecordedEntry entry, Asked asked, String verdict) {
    Change becoming(Verdict after) {
      return new Change(
        entry.id(),
        entry.at(),
        entry.entry().instanceId(),
        asked.question().agent(),
        asked.question().tool(),
        verdict,
        after.id(),
        after.explanation(),
        after.rules()
      );
    }
  }
}
