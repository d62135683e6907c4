package dev.steward.process.spi;

import static java.util.Objects.requireNonNullElse;

import org.jspecify.annotations.Nullable;

/**
 * Where work happens and for whom. Taken from the engine when the task is reached, kept with the run and never read from process
 * variables a model could write.
 *
 * @param initiator who started the root instance; null where a timer or message did
 * @param riskClass of the workflow map; "unclassified" where it names none
 * @param accountSensitivity the value of the process variable the workflow map names; "standard" where it names none
 * @param labels of the variables that the task reads
 * @param mandate on whose authority
 * @param rehearsed somebody tries the diagram out: nothing of it is work in earnest
 */
public record WorkContext(
  String processKey,
  int processVersion,
  String instanceId,
  String executionId,
  String activityId,
  String activityName,
  @Nullable String businessKey,
  @Nullable String initiator,
  String environment,
  String riskClass,
  String accountSensitivity,
  Labels labels,
  Mandate mandate,
  boolean rehearsed
) {
  // What was stored before there were labels and mandates has none.
  public WorkContext {
    labels = requireNonNullElse(labels, Labels.NONE);
    mandate = mandate == null ? Mandate.of(initiator) : mandate;
    if (rehearsed && !environment.equals("sandbox")) {
      throw new IllegalArgumentException("A rehearsal acts in the sandbox, not in " + environment);
    }
  }

  /** The same work, on somebody else's authority. */
  public WorkContext representing(@Nullable String principal) {
    return new WorkContext(
      processKey,
      processVersion,
      instanceId,
      executionId,
      activityId,
      activityName,
      businessKey,
      initiator,
      environment,
      riskClass,
      accountSensitivity,
      labels,
      mandate.representing(principal),
      rehearsed
    );
  }
}
