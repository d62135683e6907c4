package dev.steward.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.model.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextWindowTest {

  private static final Message SYSTEM = new Message.System("You keep books.");
  private static final Message TASK = new Message.User("Book this.");

  @Test
  void leavesAConversationAloneThatFits() {
    var conversation = conversation(turn(1, 100, 100), turn(2, 100, 100));

    assertThat(ContextWindow.fit(conversation, 1000)).isEqualTo(conversation);
  }

  @ParameterizedTest
  @ValueSource(ints = { 1, 100, 200, 500, 800, 1100, 1500, 3000 })
  void keepsEveryCallWithItsResultsWhateverTheRoom(int tokens) {
    var conversation = conversation(
      turn(1, 400, 400, 400),
      turn(2, 400),
      List.of(Prompt.repair(List.of())),
      turn(3, 400, 800, 100),
      turn(4, 300)
    );

    var fitted = ContextWindow.fit(conversation, tokens);

    assertThat(fitted).startsWith(SYSTEM, TASK);
    assertCallsHaveResults(fitted);
    assertThat(fitted.getLast())
      .extracting(message -> ((Message.ToolResult) message).callId())
      .isEqualTo("4-0");
    assertThat(fitted).as("again").isEqualTo(ContextWindow.fit(conversation, tokens));
  }

  @Test
  void leavesOutTheEarliestTurnsAndSaysSo() {
    var conversation = conversation(
      turn(1, 400, 400),
      turn(2, 400, 400),
      List.of(Prompt.conclude("there is little left")),
      turn(3, 400, 400)
    );
    // Room for two turns, with a quarter of it for a result.
    var fitted = ContextWindow.fit(conversation, 500);

    var expected = new ArrayList<>(List.of(SYSTEM, TASK, Prompt.leftOut(1)));
    expected.addAll(conversation.subList(5, conversation.size()));
    assertThat(fitted).isEqualTo(expected);
  }

  @Test
  void theLastTurnStaysWhateverItsSize() {
    var last = turn(2, 95, 95, 95, 95, 95);
    var fitted = ContextWindow.fit(conversation(turn(1, 95), last), 100);

    assertThat(fitted)
      .startsWith(SYSTEM, TASK, Prompt.leftOut(1))
      .endsWith(last.toArray(Message[]::new));
  }

  @Test
  void aHugeResultIsShortenedAndLeavesRoomForOthers() {
    var fitted = ContextWindow.fit(
      conversation(turn(1, 100), turn(2, 1_000_000), turn(3, 100)),
      1000
    );

    assertCallsHaveResults(fitted);
    assertThat(fitted).hasSize(8);
    var shortened = (Message.ToolResult) fitted.get(5);
    assertThat(shortened.callId()).isEqualTo("2-0");
    assertThat(shortened.content().textValue())
      .startsWith("\"xxx")
      .endsWith("(the first 1000 of 1000002 characters)")
      .hasSizeLessThan(1100);
    assertThat(fitted.get(3)).isEqualTo(turn(1, 100).get(1));
  }

  /** Providers refuse a request with half a character in it. */
  @ParameterizedTest
  @ValueSource(ints = { 0, 1 })
  void shortensBetweenCharacters(int before) {
    var text = "x".repeat(before) + "\uD83D\uDE00".repeat(1000);
    var fitted = ContextWindow.fit(conversation(turn(1, TextNode.valueOf(text))), 400);

    var shortened = ((Message.ToolResult) fitted.getLast()).content().textValue();
    assertThat(shortened).hasSizeGreaterThan(400).hasSizeLessThan(450);
    assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shortened)).isTrue();
  }

  private static List<Message> turn(int number, int... characters) {
    var results = new TextNode[characters.length];
    for (int i = 0; i < characters.length; i++) {
      results[i] = TextNode.valueOf("x".repeat(characters[i]));
    }
    return turn(number, results);
  }

  private static List<Message> turn(int number, TextNode... results) {
    var calls = new ArrayList<Message.Call>();
    var answers = new ArrayList<Message>();
    for (int i = 0; i < results.length; i++) {
      var id = number + "-" + i;
      calls.add(new Message.Call(id, "a.tool", JsonNodeFactory.instance.objectNode()));
      answers.add(new Message.ToolResult(id, "a.tool", results[i]));
    }
    var turn = new ArrayList<Message>();
    turn.add(new Message.Assistant(null, calls, null));
    turn.addAll(answers);
    return turn;
  }

  @SafeVarargs
  private static List<Message> conversation(List<? extends Message>... turns) {
    var conversation = new ArrayList<>(List.of(SYSTEM, TASK));
    for (var turn : turns) {
      conversation.addAll(turn);
    }
    return conversation;
  }

  private static void assertCallsHaveResults(List<Message> messages) {
    var asked = new ArrayList<String>();
    var answered = new ArrayList<String>();
    for (var message : messages) {
      if (message instanceof Message.Assistant assistant) {
        assertThat(answered).as("answered before it was asked").isEqualTo(asked);
        assistant.calls().forEach(call -> asked.add(call.id()));
      } else if (message instanceof Message.ToolResult result) {
        answered.add(result.callId());
      }
    }
    assertThat(answered).isEqualTo(asked);
  }
}
