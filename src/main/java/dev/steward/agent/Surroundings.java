package dev.steward.agent;

import dev.steward.journal.Step;
import dev.steward.model.ModelRequest;
import dev.steward.tool.CallOutcome;
import dev.steward.tool.CallScope;
import dev.steward.tool.OfferedTool;
import dev.steward.tool.ProposedCall;
import java.time.Instant;
import java.util.List;

/** All that a run's loop asks: the model, the tools, the clock. In earnest what is configured; off the record what was recorded. */
interface Surroundings {
  ModelCalls.Result ask(RunInHand run, ModelRequest request);

  List<OfferedTool> offered(CallScope scope);

  /** Whether nothing must happen now. */
  boolean isHeld(CallScope scope);

  /** @param step gets what is to be journalled of the calls */
  Calls propose(Step step, RunInHand run, int turn, List<ProposedCall> proposals);

  /** The calls of the run's last turn as an earlier execution left them. */
  Calls open(RunInHand run);

  Instant now(RunInHand run);

  /** The calls of one turn. */
  interface Calls {
    int count();

    /** Brings each as far as it can come, once they are journalled. */
    List<CallOutcome> advance();
  }
}
