package dev.steward.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.agent.RecordedRuns;
import dev.steward.agent.RecordedRuns.Recording;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.json.JsonMask;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Turns a run into a golden case. What it expects is what the run did, which its reader has to judge. */
@Component
class RunCases {

  private static final YAMLMapper YAML = YAMLMapper.builder()
    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
    .disable(YAMLGenerator.Feature.SPLIT_LINES)
    .build();

  private final RecordedRuns runs;
  private final AuditTrail trail;

  RunCases(RecordedRuns runs, AuditTrail trail) {
    this.runs = runs;
    this.trail = trail;
  }

  /** @return the file's text */
  @Transactional
  String of(UUID run, Actor actor) {
    var recording = runs.get(run, actor);
    trail.record(
      new AuditEntry(
        "case.taken",
        actor.name(),
        null,
        recording.processKey(),
        recording.instanceId(),
        null,
        null,
        "Made a golden case of a run of " + recording.agent(),
        Map.of("runId", run, "agent", recording.agent())
      )
    );
    try {
      return YAML.writeValueAsString(file(run, recording));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The case of run " + run + " cannot be written", e);
    }
  }

  static ObjectNode file(UUID run, Recording recording) {
    var masks = new PersonalData();
    var file = JsonNodeFactory.instance.objectNode();
    file.put("title", "Run " + run);
    file.put("goal", masks.masked(recording.goal()));
    var inputs = file.putObject("inputs");
    recording.inputs().forEach((name, value) -> inputs.set(name, masks.masked(value)));
    var tools = file.putArray("tools");
    recording.tools().stream().sorted().forEach(tools::add);
    var recorded = file.putArray("recorded");
    var must = JsonNodeFactory.instance.arrayNode();
    for (var call : recording.calls()) {
      var result = call.result();
      if (result == null) {
        continue;
      }
      var one = recorded.addObject().put("tool", call.tool());
      // A call cannot be told by what is hidden.
      if (!call.arguments().toString().contains(JsonMask.MASK)) {
        one.set("arguments", masks.masked(call.arguments()));
      }
      one.set("result", masks.masked(result));
      if (must.valueStream().noneMatch(tool -> tool.asText().equals(call.tool()))) {
        must.add(call.tool());
      }
    }
    var expect = file.putObject("expect");
    classification(recording, masks, expect);
    if (!must.isEmpty()) {
      expect.putObject("tools").set("must", must);
    }
    expect.put("maxTurns", recording.calls().size() + 1);
    return file;
  }

  /** What has few values: those of running text would never be met to the letter. */
  private static void classification(Recording recording, PersonalData masks, ObjectNode expect) {
    var classification = JsonNodeFactory.instance.objectNode();
    recording
      .answer()
      .properties()
      .forEach(property -> {
        JsonNode value = property.getValue();
        boolean few = recording
          .schema()
          .at("/properties/" + property.getKey())
          .has("enum");
        if (value.isBoolean() || value.isNumber() || few) {
          classification.set("/" + property.getKey(), masks.masked(value));
        }
      });
    if (!classification.isEmpty()) {
      expect.set("classification", classification);
    }
  }
}
