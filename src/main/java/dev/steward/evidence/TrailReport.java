package dev.steward.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What the entries of an instance say, put together for people; nothing in it is from anywhere else. */
final class TrailReport {

  private static final Set<String> APPROVALS = Set.of(
    "review.decided",
    "review.approved-by-one",
    "sample.judged"
  );

  private final ObjectMapper json;
  private final List<ObjectNode> entries;

  TrailReport(List<ObjectNode> entries, ObjectMapper json) {
    this.json = json;
    this.entries = List.copyOf(entries);
  }

  /** The verdicts on calls, with the rules and the versions of tables that led to them. */
  JsonNode decisions() {
    return only("tool.decided"::equals);
  }

  /** What people decided, with the arguments as proposed and as they took effect. */
  JsonNode approvals() {
    return only(APPROVALS::contains);
  }

  /** What became of calls. */
  JsonNode calls() {
    return only("tool.executed"::equals);
  }

  /** By model, and altogether. */
  JsonNode costs() {
    var byModel = new TreeMap<String, Cost>();
    var sum = new Cost();
    for (var answer : only("model.answered"::equals)) {
      var detail = answer.path("detail");
      var name = detail.path("providerModel").isTextual()
        ? detail.path("providerModel").asText()
        : detail.path("model").asText();
      byModel.computeIfAbsent(name, model -> new Cost()).add(detail);
      sum.add(detail);
    }
    var costs = json.createObjectNode();
    var models = costs.putObject("models");
    byModel.forEach((name, cost) -> models.set(name, cost.json(json)));
    return costs.set("total", sum.json(json));
  }

  /** Ids of tables, as {@code key:version}. */
  Set<String> tables() {
    var tables = new TreeSet<String>();
    for (var decision : decisions()) {
      decision.at("/detail/tables").forEach(table -> tables.add(table.asText()));
      decision.at("/detail/shadow/tables").forEach(table -> tables.add(table.asText()));
    }
    return tables;
  }

  /** Every value of a field of details, such as {@code agentVersion}. */
  Set<String> values(String field) {
    var values = new TreeSet<String>();
    entries
      .stream()
      .map(entry -> entry.path("detail").path(field))
      .filter(JsonNode::isTextual)
      .forEach(value -> values.add(value.asText()));
    return values;
  }

  private JsonNode only(Predicate<String> type) {
    var only = json.createArrayNode();
    entries
      .stream()
      .filter(entry -> type.test(entry.path("type").asText()))
      .forEach(only::add);
    return only;
  }

  private static final class Cost {

    private long answers;
    private long inputTokens;
    private long outputTokens;
    private BigDecimal usd = BigDecimal.ZERO;

    void add(JsonNode detail) {
      answers++;
      inputTokens += detail.path("inputTokens").asLong();
      outputTokens += detail.path("outputTokens").asLong();
      usd = usd.add(new BigDecimal(detail.path("costUsd").asText("0")));
    }

    ObjectNode json(ObjectMapper json) {
      return json
        .createObjectNode()
        .put("answers", answers)
        .put("inputTokens", inputTokens)
        .put("outputTokens", outputTokens)
        .put("costUsd", usd.stripTrailingZeros().toPlainString());
    }
  }
}
