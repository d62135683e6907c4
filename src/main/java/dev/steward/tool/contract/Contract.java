package dev.steward.tool.contract;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.process.spi.Audience;
import dev.steward.process.spi.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * A tool's contract as its file states it. What every field means, and what it defaults to, is described for authors in
 * {@code schemas/tool-contract.schema.json}, against which files are checked.
 *
 * @param title for people; the name where the file gives none
 * @param requires the permission that the person an agent represents must hold
 * @param compensation the tool that takes a call back
 * @param lookup the tool that tells whether a call happened, for a verifiable effect
 * @param reviewers who decides where the contract itself asks for approval and no table names a group
 * @param amount where in the arguments the amount of money is, for the decision tables
 * @param account where in the arguments the account is that a call acts on, for rates per account
 * @param record where in the arguments the record or person is that a call concerns, to which a task can be confined
 * @param arguments JSON Schema
 * @param result JSON Schema
 * @param timeout for one attempt
 * @param rates all of them hold at once, on all nodes together
 */
public record Contract(
  String name,
  String title,
  String description,
  String owner,
  @JsonProperty("class") ToolClass toolClass,
  Boolean reversible,
  @Nullable String compensation,
  String requires,
  Audience audience,
  Trust trust,
  Sensitivity sensitivity,
  Effect effect,
  @Nullable String lookup,
  @Nullable String reviewers,
  @Nullable JsonPointer amount,
  @Nullable JsonPointer confidence,
  @Nullable JsonPointer account,
  @Nullable JsonPointer record,
  JsonNode arguments,
  JsonNode result,
  Sensitive sensitive,
  Sizes sizes,
  Duration timeout,
  Retry retry,
  List<Rate> rates,
  Breaker circuitBreaker,
  @Nullable Fallback fallback,
  Map<String, Binding> environments
) {
  public enum Trust {
    @JsonProperty("trusted")
    TRUSTED,

    @JsonProperty("untrusted")
    UNTRUSTED,
  }

  public enum Sensitivity {
    @JsonProperty("internal")
    INTERNAL,

    @JsonProperty("confidential")
    CONFIDENTIAL,
  }

  /**
   * What must not be seen by those who have no right to: pointers, where {@code *} stands for every item of an array.
   *
   * @param arguments masked for people without the tool's permission, and in the audit trail
   * @param result masked for everybody, the model included
   */
  public record Sensitive(List<JsonPointer> arguments, List<JsonPointer> result) {
    public Sensitive {
      arguments = requireNonNullElse(arguments, List.of());
      result = requireNonNullElse(result, List.of());
    }
  }

  public record Sizes(DataSize arguments, DataSize result) {
    static final Sizes USUAL = new Sizes(DataSize.ofKilobytes(64), DataSize.ofMegabytes(1));

    public Sizes {
      arguments = requireNonNullElseGet(arguments, () -> USUAL.arguments());
      result = requireNonNullElseGet(result, () -> USUAL.result());
    }
  }

  /** @param attempts in all, the first included */
  public record Retry(int attempts, Duration backoff) {}

  /** @param limit attempts in a window of that length, which begins with the first of them */
  public record Rate(Per per, long limit, Duration every) {
    public enum Per {
      @JsonProperty("tool")
      TOOL,

      @JsonProperty("agent")
      AGENT,

      @JsonProperty("account")
      ACCOUNT,

      @JsonProperty("person")
      PERSON,
    }
  }

  /**
   * Spares a target that does not answer.
   *
   * @param failureRate per cent of the last calls that must fail
   * @param calls how many of them count
   * @param pause until three calls may try again
   */
  public record Breaker(int failureRate, int calls, Duration pause) {}

  /**
   * What is done where the target cannot be asked and it is certain that nothing happened there. One of the three.
   *
   * @param tool is called instead, with the same arguments, under its own contract
   * @param cached how old an earlier answer to the same arguments may be
   * @param person the group that is asked to see to it
   */
  public record Fallback(
    @Nullable String tool,
    @Nullable Duration cached,
    @Nullable String person
  ) {}

  /** Where a call goes in one environment: one of the five. */
  public record Binding(
    @Nullable HttpTarget http,
    @Nullable McpTarget mcp,
    @Nullable ProcessTarget process,
    @Nullable BeanTarget bean,
    @Nullable KnowledgeTarget knowledge
  ) {
    /** @throws IllegalStateException where the file names none; {@link Contracts} refuses such files */
    public Target target() {
      for (var target : new Target[] { http, mcp, process, bean, knowledge }) {
        if (target != null) {
          return target;
        }
      }
      throw new IllegalStateException("A binding names a target");
    }
  }

  // Jackson gives null for what a file leaves out.
  public Contract {
    title = requireNonNullElse(title, name);
    sensitivity = requireNonNullElse(sensitivity, Sensitivity.INTERNAL);
    timeout = requireNonNullElse(timeout, Duration.ofSeconds(10));
    retry = requireNonNullElse(retry, new Retry(1, Duration.ZERO));
    sensitive = requireNonNullElse(sensitive, new Sensitive(List.of(), List.of()));
    sizes = requireNonNullElse(sizes, Sizes.USUAL);
    rates = requireNonNullElse(rates, List.of());
    circuitBreaker = requireNonNullElse(
      circuitBreaker,
      new Breaker(50, 20, Duration.ofSeconds(30))
    );
    environments = requireNonNullElse(environments, Map.of());
  }

  /** Of what the tool answers. */
  public Labels labels() {
    return new Labels(trust == Trust.UNTRUSTED, sensitivity == Sensitivity.CONFIDENTIAL);
  }
}
