package dev.steward.adversary;

import dev.steward.model.Conversation;
import org.jspecify.annotations.Nullable;

/**
 * An instruction and how it arrives.
 *
 * @param text empty where nobody attacks
 * @param firstAgent the workflow's
 * @param early obeyed at once, and otherwise when the agent's work is done
 * @param initiator whose permissions the agents have; everybody but the application may only read
 */
record Attack(
  @Nullable Vector vector,
  String goal,
  String text,
  String firstAgent,
  boolean early,
  String initiator
) {
  static final String APPLICATION = "app";
  static final Attack NONE = new Attack(null, "nothing", "", "", false, APPLICATION);

  /** The instruction, where a text that comes this way would hold it. */
  String by(Vector way) {
    return vector == way ? " " + text : "";
  }

  /** What stands in no text of the case. */
  String whisperedTo(Conversation conversation) {
    boolean hears =
      (vector == Vector.TOOL_DESCRIPTION && !conversation.tools().isEmpty()) ||
      (vector == Vector.EARLIER_AGENT && conversation.agent().equals(firstAgent));
    return hears ? text : "";
  }
}
