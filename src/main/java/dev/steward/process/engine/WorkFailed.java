package dev.steward.process.engine;

import dev.steward.process.spi.Progress;
import org.flowable.job.api.FlowableUnrecoverableJobException;

/** The work has ended without a result and no boundary event catches that: an incident at once, as trying again decides nothing. */
class WorkFailed extends FlowableUnrecoverableJobException {

  private static final long serialVersionUID = 1L;

  private final String errorCode;
  private final String reason;

  WorkFailed(Progress.Failed failure, Throwable cause) {
    super(failure.errorCode() + ": " + failure.message(), cause);
    this.errorCode = failure.errorCode();
    this.reason = failure.message();
  }

  String errorCode() {
    return errorCode;
  }

  /** For people, in the words of the work. */
  String reason() {
    return reason;
  }
}
