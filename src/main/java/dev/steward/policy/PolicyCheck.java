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
      return compare(recorded(from, to), question -> questions.ask(tables.all(), question));
    }
    try (var trial = tables.trial(table.getBytes(StandardCharsets.UTF_8))) {
      return compare(recorded(from, to), question -> questions.ask(trial.tables(), question));
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
    var decisions = recorded(from, to);
    var answers = new HashMap<Recorded, Verdict>();
    for (var decision : decisions) {
      var asked = known.computeIfAbsent(decision.tables(), versions ->
        versions.stream().map(tables::version).toList()
      );
      answers.put(decision, questions.ask(asked, decision.question()));
    }
    return compared(decisions, answers::get);
  }

  private Result compare(List<Recorded> decisions, Function<Question, Verdict> tablesOfToday) {
    var answers = new HashMap<Question, Verdict>();
    return compared(decisions, decision ->
      answers.computeIfAbsent(decision.question(), tablesOfToday)
    );
  }

  private static Result compared(List<Recorded> decisions, Function<Recorded, Verdict> answers) {
    var verdicts = new TreeMap<String, Map<String, Integer>>();
    var changes = new ArrayList<Change>();
    int changed = 0;
    for (var decision : decisions) {
      var after = answers.apply(decision);
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
    return new Result(decisions.size(), decisions.size() < LONGEST, changed, verdicts, changes);
  }

  private List<Recorded> recorded(@Nullable Instant from, @Nullable Instant to) {
    return log
      .find(new AuditLog.Filter(null, "tool.decided", null, from, to), null, LONGEST)
      .stream()
      .flatMap(entry -> recorded(entry).stream())
      .toList();
  }

  /** Empty for a call that was refused before the tables were asked. */
  private Optional<Recorded> recorded(RecordedEntry entry) {
    var detail = entry.entry().detail();
    return detail.get("question") instanceof Map<?, ?> question &&
      detail.get("tables") instanceof List<?> asked
      ? Optional.of(
          new Recorded(
            entry,
            json.convertValue(question, Question.class),
            asked.stream().map(String::valueOf).toList(),
            String.valueOf(detail.get("verdict"))
          )
        )
      : Optional.empty();
  }

  private record Recorded(
    RecordedEntry entry,
    Question question,
    List<String> tables,
    String verdict
  ) {
    Change becoming(Verdict after) {
      return new Change(
        entry.id(),
        entry.at(),
        entry.entry().instanceId(),
        question.agent(),
        question.tool(),
        verdict,
        after.id(),
        after.explanation(),
        after.rules()
      );
    }
  }
}
