package dev.steward.tool.adapter.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.json.JsonTexts;
import dev.steward.tool.adapter.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.springframework.util.unit.DataSize;

/** Makes one JSON object out of the ways in which a tool's result may come. */
final class McpResults {

  private static final ObjectMapper JSON = JsonMapper.builder()
    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
    .build();

  private McpResults() {}

  /** @param result of the protocol's tools/call */
  static Answer answer(JsonNode result, DataSize largest) {
    if (result.path("isError").asBoolean()) {
      return new Answer.Failure(JsonTexts.message(errorText(result)));
    }
    var body = JsonTexts.storable(body(result));
    return body.toString().getBytes(StandardCharsets.UTF_8).length > largest.toBytes()
      ? new Answer.Unknown("The answer is larger than " + largest.toBytes() + " bytes")
      : new Answer.Success(body);
  }

  private static JsonNode body(JsonNode result) {
    var structured = result.path("structuredContent");
    if (structured.isObject()) {
      return structured;
    }
    var content = result.path("content");
    if (content.size() == 1 && isText(content.get(0))) {
      return text(content.get(0).path("text").asText());
    }
    var body = JsonNodeFactory.instance.objectNode();
    body.set("content", content.isArray() ? content : JsonNodeFactory.instance.arrayNode());
    return body;
  }

  private static JsonNode text(String text) {
    if (text.stripLeading().startsWith("{")) {
      try {
        if (JSON.readTree(text) instanceof ObjectNode object) {
          return object;
        }
      } catch (JsonProcessingException e) {
        // Not meant as JSON then.
        return JsonNodeFactory.instance.objectNode().put("text", text);
      }
    }
    return JsonNodeFactory.instance.objectNode().put("text", text);
  }

  private static String errorText(JsonNode result) {
    var texts = new ArrayList<String>();
    for (var part : result.path("content")) {
      if (isText(part)) {
        texts.add(part.path("text").asText());
      }
    }
    return texts.isEmpty() ? "The tool says that it failed" : String.join("\n", texts);
  }

  private static boolean isText(JsonNode part) {
    return part.path("type").asText().equals("text");
  }
}
