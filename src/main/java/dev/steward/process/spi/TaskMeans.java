package dev.steward.process.spi;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * With what a service task of a diagram works, and what the decision tables in force would say to it: for those who answer for a workflow
 * before it is live.
 *
 * @param agent null where the process acts by itself
 * @param tools that it may propose to call, by name
 */
public record TaskMeans(@Nullable Agent agent, List<Tool> tools) {
  public static final TaskMeans NONE = new TaskMeans(null, List.of());

  public TaskMeans {
    tools = List.copyOf(tools);
  }

  /**
   * @param represents whose permissions bound it: {@code initiator}, {@code task-owner} or {@code role:<name>}
   * @param rehearses whether the rehearsal model answers for it on this node
   */
  public record Agent(
    String name,
    String responsibility,
    String represents,
    String model,
    boolean rehearses
  ) {}

  /**
   * @param toolClass {@code read | write | approval-required | forbidden}
   * @param system the part of its name that says where it acts
   * @param compensation the tool that takes a call back; null where there is none
   * @param fallback what is done where its target does not answer, in words; null for nothing
   * @param labels of what it answers
   * @param environments in which it exists
   * @param masked how many places of its arguments and results are kept from those who have no right to them
   * @param expected what becomes of a call in each situation that makes a difference to it; the ordinary one comes first
   */
  public record Tool(
    String name,
    String title,
    String owner,
    String toolClass,
    String system,
    boolean reversible,
    @Nullable String compensation,
    @Nullable String fallback,
    String requires,
    Labels labels,
    List<String> environments,
    int masked,
    Map<Situation, Expected> expected
  ) {
    public Expected ordinarily() {
      return Objects.requireNonNull(expected.get(Situation.ORDINARY));
    }

    public boolean writes() {
      return !toolClass.equals("read");
    }
  }

  /** Circumstances under which tables may judge differently. */
  public enum Situation {
    /** A standard account, nothing read from outside, nothing confidential, the agent sure, a small amount. */
    ORDINARY,
    SENSITIVE_ACCOUNT,
    OUTSIDE_TEXT,
    CONFIDENTIAL_DATA,
    OUTSIDE_TEXT_AND_CONFIDENTIAL_DATA,
    UNSURE,
    LARGE_AMOUNT;

    @JsonValue
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What would become of a call.
   *
   * @param rules ids of the rules that matched
   */
  public record Expected(
    Course course,
    @Nullable Asked asked,
    @Nullable String reason,
    List<String> rules
  ) {
    public Expected {
      rules = List.copyOf(rules);
    }

    /** Whether nobody has to approve it before. */
    public boolean runs() {
      return course == Course.RUNS || course == Course.SAMPLED;
    }
  }

  public enum Course {
    RUNS,
    /** It runs, and a share of such calls is judged afterwards. */
    SAMPLED,
    /** A person approves before. */
    ASKED,
    REFUSED,
  }

  /**
   * Who approves, or judges afterwards.
   *
   * @param due how long they have; null for the usual time
   * @param escalation who may decide as well after that
   */
  public record Asked(
    @Nullable String group,
    int quorum,
    @Nullable Duration due,
    @Nullable String escalation
  ) {}
}
