package dev.steward.agent;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.model.Message;
import dev.steward.model.ModelRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a conversation that a model gets to see. The journal keeps all of it; what does not fit is left out here, always in the
 * same way, so that a resumed run asks what the first one would have asked.
 */
final class ContextWindow {

  /** One result must leave room for others. */
  private static final int SHARE_OF_ONE_RESULT = 4;

  private ContextWindow() {}

  /**
   * The first two messages stay, and as many of the last turns as there is room for: never a call without its result. The last turn
   * stays whatever its size.
   *
   * @param tokens room for the conversation, tools not counted
   */
  static List<Message> fit(List<Message> conversation, int tokens) {
    long room = (long) tokens * ModelRequest.CHARACTERS_PER_TOKEN;
    var cut = conversation
      .stream()
      .map(message -> shortened(message, room / SHARE_OF_ONE_RESULT))
      .toList();
    if (length(cut) <= room) {
      return cut;
    }
    var opening = cut.subList(0, 2);
    var turns = turns(cut.subList(2, cut.size()));
    long left = room - length(opening);
    int first = turns.size();
    while (first > 0 && (first == turns.size() || length(turns.get(first - 1)) <= left)) {
      first--;
      left -= length(turns.get(first));
    }
    var fitting = new ArrayList<>(opening);
    if (first > 0) {
      fitting.add(Prompt.leftOut(first));
    }
    turns.subList(first, turns.size()).forEach(fitting::addAll);
    return fitting;
  }

  /** A turn begins with what the model said. */
  private static List<List<Message>> turns(List<Message> messages) {
    var turns = new ArrayList<List<Message>>();
    for (var message : messages) {
      if (turns.isEmpty() || message instanceof Message.Assistant) {
        turns.add(new ArrayList<>());
      }
      turns.getLast().add(message);
    }
    return turns;
  }

  private static Message shortened(Message message, long longest) {
    if (!(message instanceof Message.ToolResult result)) {
      return message;
    }
    var text = result.content().toString();
    if (text.length() <= longest) {
      return message;
    }
    int end = (int) longest;
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      // Providers refuse a request with half a character in it.
      end--;
    }
    return new Message.ToolResult(
      result.callId(),
      result.tool(),
      TextNode.valueOf(
        "%s … (the first %d of %d characters)".formatted(text.substring(0, end), end, text.length())
      )
    );
  }

  private static long length(List<Message> messages) {
    return messages.stream().mapToLong(Message::characters).sum();
  }
}
