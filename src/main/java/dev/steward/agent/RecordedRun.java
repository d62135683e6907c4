package dev.steward.agent;

import dev.steward.model.Message;
import dev.steward.tool.JournalledCall;
import dev.steward.tool.SettledCall;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * All that is on record of a run.
 *
 * @param system the prompt with which it began
 * @param said by the model and by the run itself, in order
 */
record RecordedRun(
  AgentRun run,
  String system,
  List<Turns.Stored> said,
  List<Attempt> attempts,
  List<SettledCall> settled,
  List<JournalledCall> calls
) {
  Optional<Message.Assistant> answer(int turn) {
    return said
      .stream()
      .filter(stored -> stored.turn() == turn)
      .map(Turns.Stored::message)
      .filter(Message.Assistant.class::isInstance)
      .map(Message.Assistant.class::cast)
      .findFirst();
  }

  /** What the run itself told the model, in order. */
  List<String> told() {
    return said
      .stream()
      .map(Turns.Stored::message)
      .filter(Message.User.class::isInstance)
      .map(message -> ((Message.User) message).text())
      .toList();
  }

  Optional<Attempt> answered(int turn) {
    return attempts
      .stream()
      .filter(attempt -> attempt.turn() == turn && attempt.state() == Attempt.State.ANSWERED)
      .findFirst();
  }

  /** Attempts that came to nothing and may have been paid for all the same. */
  List<Attempt> failed(int turn) {
    return attempts
      .stream()
      .filter(attempt -> attempt.turn() == turn && attempt.state() == Attempt.State.FAILED)
      .toList();
  }

  Optional<SettledCall> settled(int turn, int ordinal) {
    return settled
      .stream()
      .filter(call -> call.turn() == turn && call.ordinal() == ordinal)
      .findFirst();
  }

  /** How it ended, in a few words. */
  String end() {
    return run.state() == RunState.FAILED
      ? "failed with " + Objects.toString(run.errorCode())
      : run.state().id();
  }
}
