package dev.steward.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.StewardApplication;
import dev.steward.database.TestDatabase;
import dev.steward.journal.GroupCommit;
import dev.steward.journal.Step;
import dev.steward.journal.Steps;
import dev.steward.process.spi.Labels;
import dev.steward.process.spi.Mandate;
import dev.steward.process.spi.WorkContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever a model asks for: what breaks a contract reaches no target, and nothing is decided off the record. */
class GatewayPropertiesIT {

  private static final Set<String> OFFERED = Set.of("test.strict", "test.forbidden");

  @SuppressWarnings("NullAway.Init")
  private static ConfigurableApplicationContext application;

  @Configuration(proxyBeanMethods = false)
  static class Targets {

    @Bean
    Recorder recorder() {
      return new Recorder();
    }
  }

  /** What arrived at the target, by the key of the call. */
  static final class Recorder implements JavaTool {

    final Map<String, JsonNode> arrived = new ConcurrentHashMap<>();

    @Override
    public JsonNode call(JsonNode arguments, String idempotencyKey) {
      arrived.put(idempotencyKey, arguments);
      return JsonNodeFactory.instance.objectNode();
    }
  }

  record Asked(String tool, JsonNode arguments) {
    /** What the contract says, in other words than its schema. */
    boolean isAllowed() {
      if (!tool.equals("test.strict") || !(arguments instanceof ObjectNode object)) {
        return false;
      }
      var text = object.path("text");
      var count = object.path("count");
      var tags = object.path("tags");
      boolean nothingElse =
        object
          .properties()
          .stream()
          .filter(property -> !Set.of("text", "count", "tags").contains(property.getKey()))
          .count() == 0;
      return (
        nothingElse &&
        text.isTextual() &&
        text.textValue().codePointCount(0, text.textValue().length()) <= 5 &&
        (count.isMissingNode() ||
          (count.isIntegralNumber() && count.longValue() >= 0 && count.longValue() <= 3)) &&
        (tags.isMissingNode() || (tags.isArray() && tags.size() <= 2 && allTexts(tags)))
      );
    }

    private static boolean allTexts(JsonNode items) {
      for (var item : items) {
        if (!item.isTextual()) {
          return false;
        }
      }
      return true;
    }
  }

  @BeforeContainer
  static void start() throws IOException {
    var folder = Files.createTempDirectory("gateway-properties");
    contract(folder, "test.strict", "write");
    contract(folder, "test.forbidden", "forbidden");
    contract(folder, "test.not-offered", "write");
    application = new SpringApplicationBuilder(StewardApplication.class, Targets.class)
      .initializers(new TestDatabase())
      .run(
        "--server.port=0",
        "--steward.demo.leads=false",
        "--steward.tools=" + folder,
        "--steward.agents=" + folder.resolve("none"),
        "--steward.definitions.processes=" + folder.resolve("none")
      );
  }

  @AfterContainer
  static void stop() {
    application.close();
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void onlyWhatTheContractAllowsReachesTheTarget(@ForAll("turns") List<Asked> turn) {
    var scope = scope();
    var steps = begin(scope);
    var step = new Step();
    var open = gateway().propose(
      step,
      scope,
      1,
      turn
        .stream()
        .map(asked -> new ProposedCall(asked.tool(), "id", asked.arguments(), null, null))
        .toList()
    );
    steps.commit(step);

    var outcomes = gateway().advance(scope, steps, open);
    steps.flush();

    var recorder = application.getBean(Recorder.class);
    for (int i = 0; i < turn.size(); i++) {
      var call = open.get(i).call();
      assertThat(recorder.arrived.containsKey(call.idempotencyKey()))
        .as("%s", turn.get(i))
        .isEqualTo(turn.get(i).isAllowed());
      assertThat(outcomes.get(i)).isInstanceOfSatisfying(CallOutcome.Settled.class, settled ->
        assertThat(settled.result().has("error")).isEqualTo(!settled.succeeded())
      );
      assertThat(audited(scope, call.id(), "tool.decided")).isEqualTo(1);
      assertThat(audited(scope, call.id(), "tool.executed")).isEqualTo(
        turn.get(i).isAllowed() ? 1 : 0
      );
    }
  }

  @Provide
  Arbitrary<List<Asked>> turns() {
    var tools = Arbitraries.frequency(
      Tuple.of(8, "test.strict"),
      Tuple.of(1, "test.forbidden"),
      Tuple.of(1, "test.not-offered"),
      Tuple.of(1, "no-such-tool")
    );
    return Combinators.combine(tools, arguments()).as(Asked::new).list().ofMinSize(1).ofMaxSize(4);
  }

  /** Near what the contract asks for, or far from it. */
  private static Arbitrary<JsonNode> arguments() {
    var texts = Arbitraries.strings()
      .ofMaxLength(7)
      .map(text -> text.replace("\0", ""));
    var values = Arbitraries.oneOf(
      texts.map(text -> (JsonNode) JsonNodeFactory.instance.textNode(text)),
      Arbitraries.integers().between(-1, 5).map(JsonNodeFactory.instance::numberNode),
      Arbitraries.doubles().between(-1, 5).map(JsonNodeFactory.instance::numberNode),
      Arbitraries.just(JsonNodeFactory.instance.nullNode()),
      Arbitraries.of(true, false).map(JsonNodeFactory.instance::booleanNode),
      texts
        .list()
        .ofMaxSize(3)
        .map(items -> {
          var array = JsonNodeFactory.instance.arrayNode();
          items.forEach(array::add);
          return array;
        }),
      Arbitraries.integers().between(1, 200).map(GatewayPropertiesIT::nested)
    );
    var names = Arbitraries.of("text", "text", "text", "count", "tags", "extra", "__proto__", "");
    var objects = Arbitraries.maps(names, values)
      .ofMaxSize(4)
      .map(properties -> {
        var object = JsonNodeFactory.instance.objectNode();
        properties.forEach(object::set);
        return (JsonNode) object;
      });
    var good = Combinators.combine(
      Arbitraries.strings().alpha().ofMaxLength(5),
      Arbitraries.integers().between(0, 3)
    ).as(
      (text, count) ->
        (JsonNode) JsonNodeFactory.instance.objectNode().put("text", text).put("count", count)
    );
    return Arbitraries.frequencyOf(Tuple.of(5, objects), Tuple.of(3, good), Tuple.of(1, values));
  }

  private static JsonNode nested(int depth) {
    JsonNode node = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < depth; i++) {
      var outer = JsonNodeFactory.instance.objectNode();
      outer.set("text", node);
      node = outer;
    }
    return node;
  }

  private static Steps begin(CallScope scope) {
    var journal = application.getBean(GroupCommit.class);
    var tasks = application.getBean(ToolTasks.class);
    application
      .getBean(TransactionTemplate.class)
      .executeWithoutResult(open ->
        journal.join(new Step().write(tasks.insert(scope.workId(), scope.context())))
      );
    return new Steps(journal, tasks.taken(scope.workId(), 0), tasks.held(scope.workId(), 1));
  }

  private static CallScope scope() {
    var id = UUID.randomUUID();
    return new CallScope(
      id,
      new WorkContext(
        "properties",
        1,
        "instance-" + id,
        "execution-" + id,
        "task",
        "Task",
        null,
        "app",
        "sandbox",
        "internal-summarization",
        "standard",
        Labels.NONE,
        Mandate.of("app"),
        false
      ),
      "tester",
      OFFERED,
      Labels.NONE,
      false
    );
  }

  private static ToolGateway gateway() {
    return application.getBean(ToolGateway.class);
  }

  private static long audited(CallScope scope, UUID call, String type) {
    return application
      .getBean(JdbcClient.class)
      .sql(
        "SELECT count(*) FROM audit_entry WHERE instance_id = :instance AND type = :type AND detail ->> 'callId' = :call"
      )
      .param("instance", scope.context().instanceId())
      .param("type", type)
      .param("call", call.toString())
      .query(Long.class)
      .single();
  }

  private static void contract(Path folder, String name, String toolClass) throws IOException {
    Files.writeString(
      folder.resolve(name + ".yaml"),
      """
      name: %s
      title: Test
      description: For tests.
      owner: tests
      class: %s
      reversible: true
      requires: crm:write
      audience: internal
      trust: trusted
      effect: idempotent
      arguments:
        type: object
        additionalProperties: false
        required: [text]
        properties:
          text: {type: string, maxLength: 5}
          count: {type: integer, minimum: 0, maximum: 3}
          tags: {type: array, maxItems: 2, items: {type: string}}
      result: {type: object}
      environments:
        sandbox:
          bean: {name: recorder}
      """.formatted(name, toolClass)
    );
  }
}
