package dev.steward.model;

import static dev.steward.model.ScriptedModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.json.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearsalModelTest {

  private static final ObjectMapper YAML = new YAMLMapper();
  private static final String LOOK_UP_THEN_ANSWER = """
  - calls:
      - tool: crm.history
        arguments: {email: "${/inputs/lead/email}"}
        reason: To know ${/inputs/lead/contact} better.
  - when: {/results/crm.history/error: {exists: true}}
    answer: {known: false, why: "no answer"}
  - when: {/results/crm.history/visits: {below: 2}}
    answer: {known: true, why: "few visits"}
  - answer: {known: "${/results/crm.history/known}", why: "${/results/crm.history/visits} visits", goal: "${/goal}"}
  """;

  final RehearsalModel model = new RehearsalModel("short");

  @Test
  void saysThatItIsNoModel() {
    var answer = model.answer(request(rehearsal(LOOK_UP_THEN_ANSWER)));

    assertThat(answer.rehearsal()).isTrue();
    assertThat(answer.providerModel()).isEqualTo("rehearsal");
    assertThat(answer.costUsd()).isZero();
    assertThat(answer.usage()).isEqualTo(ModelAnswer.Usage.NONE);
  }

  @Test
  void beginsWithTheFirstStep() {
    var answer = model.answer(request(rehearsal(LOOK_UP_THEN_ANSWER)));

    assertThat(answer.message().text()).isEqualTo("To know Ada better.");
    assertThat(answer.finishReason()).isEqualTo("tool_calls");
    assertThat(answer.message().calls())
      .singleElement()
      .satisfies(call -> {
        assertThat(call.tool()).isEqualTo("crm.history");
        assertThat(call.arguments()).isEqualTo(json("{'email': 'ada@example.org'}"));
      });
  }

  @Test
  void goesOnWhereTheConversationStands() {
    var conversation = conversation(LOOK_UP_THEN_ANSWER, "{'known': true, 'visits': 5}");

    var answer = model.answer(conversation);

    assertThat(answer.finishReason()).isEqualTo("stop");
    assertThat(json(String.valueOf(answer.message().text()))).isEqualTo(
      json("{'known': true, 'why': '5 visits', 'goal': 'Get to know the lead'}")
    );
    assertThat(model.answer(conversation).message()).isEqualTo(answer.message());
  }

  @Test
  void passesOverStepsWhoseConditionsDoNotHold() {
    assertThat(text(conversation(LOOK_UP_THEN_ANSWER, "{'error': {'code': 'x'}}"))).contains(
      "no answer"
    );
    assertThat(text(conversation(LOOK_UP_THEN_ANSWER, "{'known': true, 'visits': 1}"))).contains(
      "few visits"
    );
  }

  @Test
  void countsNoSkippedStepAsATurn() {
    var script = """
    - when: {/inputs/lead/tier: sensitive}
      calls: [{tool: never, arguments: {}}]
    - calls: [{tool: first, arguments: {}}]
    - when: {/results/first/ok: false}
      calls: [{tool: never, arguments: {}}]
    - calls: [{tool: second, arguments: {}}]
    - answer: {done: true}
    """;
    var messages = new ArrayList<>(request(rehearsal(script)).messages());
    var called = new ArrayList<String>();
    for (int turn = 0; turn < 2; turn++) {
      var said = model.answer(new ModelRequest(messages, List.of(), rehearsal(script))).message();
      messages.add(said);
      for (var call : said.calls()) {
        called.add(call.tool());
        messages.add(new Message.ToolResult(call.id(), call.tool(), json("{'ok': true}")));
      }
    }

    assertThat(called).containsExactly("first", "second");
    assertThat(text(new ModelRequest(messages, List.of(), rehearsal(script)))).isEqualTo(
      "{\"done\":true}"
    );
  }

  @Test
  void leavesOutWhatAReferenceDoesNotFind() {
    var script = "- answer: {known: true, caution: \"${/inputs/lead/caution}\"}";

    assertThat(text(request(rehearsal(script)))).isEqualTo("{\"known\":true}");
  }

  @Test
  void comparesWithOtherValuesThatItKnows() {
    var script = """
    - when: {/inputs/lead/none: {sameAs: /inputs/lead/nothing}}
      answer: {same: nothing}
    - when: {/inputs/lead/contact: {sameAs: /inputs/lead/tier}}
      answer: {same: texts}
    - when: {/inputs/lead/visits: {sameAs: /inputs/lead/visits}}
      answer: {same: numbers}
    """;

    assertThat(text(request(rehearsal(script)))).isEqualTo("{\"same\":\"numbers\"}");
  }

  @Test
  void comparesNumbersByTheirValue() {
    var script = """
    - when: {/inputs/lead/share: 0.50, /inputs/lead/visits: {atLeast: 3}, /inputs/lead/contact: {contains: da}}
      answer: {holds: true}
    - answer: {holds: false}
    """;

    assertThat(text(request(rehearsal(script)))).isEqualTo("{\"holds\":true}");
  }

  @Test
  void offersEachToolWhatItKnowsWithoutAScript() {
    var rehearsal = rehearsal("");
    var request = new ModelRequest(
      request(rehearsal).messages(),
      List.of(tool("crm.history"), tool("crm.log")),
      rehearsal
    );

    var said = model.answer(request).message();

    assertThat(said.calls())
      .extracting(Message.Call::tool)
      .containsExactly("crm.history", "crm.log");
    assertThat(said.calls().getFirst().arguments()).isEqualTo(
      json("{'email': 'ada@example.org', 'count': 3}")
    );
  }

  @Test
  void answersByTheSchemaOnceItsToolsHaveAnswered() {
    var rehearsal = rehearsal("");
    var tools = List.of(tool("crm.history"));
    var messages = new ArrayList<>(request(rehearsal).messages());
    var said = model.answer(new ModelRequest(messages, tools, rehearsal)).message();
    messages.add(said);
    messages.add(new Message.ToolResult(said.calls().getFirst().id(), "crm.history", json("{}")));

    var answer = model.answer(new ModelRequest(messages, tools, rehearsal));

    assertThat(answer.message().calls()).isEmpty();
    var value = json(String.valueOf(answer.message().text()));
    assertThat(JsonSchema.compile(rehearsal.outputSchema()).validate(value)).isEmpty();
    assertThat(value.path("contact").asText()).isEqualTo("Ada");
  }

  private String text(ModelRequest request) {
    return String.valueOf(model.answer(request).message().text());
  }

  /** After the first step's call has been answered. */
  private ModelRequest conversation(String script, String result) {
    var rehearsal = rehearsal(script);
    var messages = new ArrayList<>(request(rehearsal).messages());
    var said = model.answer(request(rehearsal)).message();
    messages.add(said);
    messages.add(new Message.ToolResult(said.calls().getFirst().id(), "crm.history", json(result)));
    return new ModelRequest(messages, List.of(), rehearsal);
  }

  static ModelRequest request(Rehearsal rehearsal) {
    return new ModelRequest(
      List.of(
        new Message.System("You are an agent."),
        new Message.User("Task: get to know the lead")
      ),
      List.of(),
      rehearsal
    );
  }

  static Rehearsal rehearsal(String script) {
    var lead = json("{'contact': 'Ada', 'email': 'ada@example.org', 'visits': 3, 'share': 0.5}");
    var output =
      "{'type': 'object', 'required': ['known', 'contact'], 'properties': {'known': {'type': 'boolean'}, 'contact': {'type': 'string'}}}";
    return new Rehearsal(steps(script), Map.of("lead", lead), "Get to know the lead", json(output));
  }

  private static List<Rehearsal.Step> steps(String script) {
    try {
      JsonNode steps = YAML.readTree(script.isEmpty() ? "[]" : script);
      return YAML.convertValue(steps, new TypeReference<List<Rehearsal.Step>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ModelRequest.ToolSpec tool(String name) {
    var schema =
      "{'type': 'object', 'properties': {'email': {'type': 'string', 'format': 'email'}, 'count': {'type': 'integer', 'minimum': 3}}}";
    return new ModelRequest.ToolSpec(name, "", json(schema));
  }
}
