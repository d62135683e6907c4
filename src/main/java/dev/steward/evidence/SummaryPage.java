package dev.steward.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.springframework.web.util.HtmlUtils;

/** What happened in an instance, on pages for people. The other files of a bundle have all of it. */
final class SummaryPage {

  private static final int LONGEST_VALUE = 2_000;
  private static final int MOST_ROWS = 2_000;

  private static final String STYLE = """
  html { font-family: body }
  @page { size: A4; margin: 18mm 15mm 20mm; font-family: body;
    @bottom-left { content: "Steward \\00b7 evidence"; font-family: body; font-size: 8pt; color: #666 }
    @bottom-right { content: counter(page) " / " counter(pages); font-family: body; font-size: 8pt; color: #666 } }
  body { font-family: body; font-size: 9pt; line-height: 1.35; color: #1a1a1a }
  h1 { font-size: 17pt; margin: 0 0 2mm; font-weight: normal }
  h2 { font-size: 12pt; margin: 7mm 0 2mm; padding-bottom: 1mm; border-bottom: 0.5pt solid #999; font-weight: normal; page-break-after: avoid }
  h3 { font-size: 10pt; margin: 3mm 0 1mm; font-weight: normal; page-break-after: avoid }
  table { width: 100%; border-collapse: collapse; table-layout: fixed; -fs-table-paginate: paginate }
  th, td { text-align: left; vertical-align: top; padding: 1mm 1.5mm; border-bottom: 0.25pt solid #ccc; word-wrap: break-word; font-weight: normal }
  th { color: #555 }
  tr { page-break-inside: avoid }
  .facts th { width: 34mm }
  pre { font-family: body; font-size: 8pt; white-space: pre-wrap; word-wrap: break-word; margin: 0; background: #f4f4f4; padding: 1.5mm }
  p { margin: 0 0 2mm }
  """;

  private final StringBuilder page = new StringBuilder();

  /**
   * @param instance as {@code instance.json} has it
   * @param chain name, length and hash of its chain
   */
  static String of(JsonNode instance, JsonNode timeline, TrailReport report, JsonNode chain) {
    var page = new SummaryPage();
    page.begin(instance);
    page.people(report.approvals());
    page.decisions(report.decisions());
    page.calls(report.calls());
    page.costs(report.costs());
    page.timeline(timeline);
    page.proof(chain);
    return page.page.append("</body></html>").toString();
  }

  private void begin(JsonNode instance) {
    var title = "%s, version %s".formatted(
      text(instance, "processName", "processKey"),
      text(instance, "version")
    );
    page.append(
      """
      <html lang="en"><head><title>Evidence: %1$s</title><meta name="description" content="What is on record of a process instance"/>
      <style>%2$s</style></head><body><h1>%1$s</h1>""".formatted(escaped(title), STYLE)
    );
    var facts = new LinkedHashMap<String, String>();
    for (var field : List.of(
      "id",
      "businessKey",
      "processKey",
      "state",
      "environment",
      "startedBy",
      "startedAt",
      "endedAt",
      "endReason",
      "parentId"
    )) {
      var value = text(instance, field);
      if (!value.isEmpty()) {
        facts.put(inWords(field), value);
      }
    }
    facts(facts);
  }

  private void people(JsonNode approvals) {
    section("What people decided");
    if (approvals.isEmpty()) {
      page.append("<p>Nobody was asked to decide on a call of an agent.</p>");
    }
    for (var approval : approvals) {
      var detail = approval.path("detail");
      page
        .append("<h3>")
        .append(
          escaped(
            "%s: %s by %s, %s".formatted(
              text(detail, "tool"),
              text(approval, "state"),
              text(approval, "actor"),
              text(approval, "at")
            )
          )
        )
        .append("</h3>");
      if (!text(detail, "comment").isEmpty()) {
        page
          .append("<p>")
          .append(escaped(text(detail, "comment")))
          .append("</p>");
      }
      value("Proposed", detail.path("proposed"));
      if (!detail.path("effective").equals(detail.path("proposed"))) {
        value("Took effect", detail.path("effective"));
      }
    }
  }

  private void decisions(JsonNode decisions) {
    section("Verdicts on calls");
    table(
      decisions,
      List.of("When", "Agent", "Tool", "Verdict", "Rules"),
      decision ->
        List.of(
          text(decision, "at"),
          text(decision, "actor"),
          text(decision.path("detail"), "tool"),
          text(decision, "state"),
          joined(decision.at("/detail/rules"))
        ),
      "No tool was called."
    );
  }

  private void calls(JsonNode calls) {
    section("What became of calls");
    table(
      calls,
      List.of("When", "Agent", "Tool", "Outcome", "Attempts"),
      call ->
        List.of(
          text(call, "at"),
          text(call, "actor"),
          text(call.path("detail"), "tool"),
          text(call, "state"),
          text(call.path("detail"), "attempts")
        ),
      "No call was made."
    );
  }

  private void costs(JsonNode costs) {
    section("Costs of models");
    var rows = new ArrayList<List<String>>();
    costs
      .path("models")
      .properties()
      .forEach(model -> rows.add(cost(model.getKey(), model.getValue())));
    rows.add(cost("Altogether", costs.path("total")));
    table(List.of("Model", "Answers", "Tokens read", "Tokens written", "US dollars"), rows);
  }

  private static List<String> cost(String name, JsonNode cost) {
    return List.of(
      name,
      text(cost, "answers"),
      text(cost, "inputTokens"),
      text(cost, "outputTokens"),
      text(cost, "costUsd")
    );
  }

  private void timeline(JsonNode timeline) {
    section("Timeline");
    table(
      timeline,
      List.of("When", "What", "Where", "Who", "State"),
      entry ->
        List.of(
          text(entry, "at"),
          text(entry, "title"),
          text(entry, "activityName", "activityId"),
          text(entry, "actor"),
          text(entry, "state")
        ),
      "Nothing is on record."
    );
    if (timeline.size() > MOST_ROWS) {
      page.append("<p>The first %d entries; timeline.json has all.</p>".formatted(MOST_ROWS));
    }
  }

  private void proof(JsonNode chain) {
    section("How to check this");
    page.append(
      "<p>This page is for reading. What proves it are the other files of the bundle, which one command checks without a server; README.txt says how.</p>"
    );
    facts(
      Map.of(
        "Chain",
        text(chain, "name") +
          ", " +
          text(chain, "length") +
          " entries, ending with " +
          text(chain, "hash")
      )
    );
  }

  private void section(String title) {
    page.append("<h2>").append(escaped(title)).append("</h2>");
  }

  private void facts(Map<String, String> facts) {
    page.append("<table class=\"facts\">");
    facts.forEach((name, value) ->
      page
        .append("<tr><th>")
        .append(escaped(name))
        .append("</th><td>")
        .append(escaped(value))
        .append("</td></tr>")
    );
    page.append("</table>");
  }

  private void value(String name, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return;
    }
    page
      .append("<p>")
      .append(escaped(name))
      .append("</p><pre>")
      .append(escaped(shortened(value.toPrettyString())))
      .append("</pre>");
  }

  private interface Row {
    List<String> of(JsonNode entry);
  }

  private void table(JsonNode entries, List<String> heads, Row row, String none) {
    if (entries.isEmpty()) {
      page.append("<p>").append(escaped(none)).append("</p>");
      return;
    }
    table(
      heads,
      StreamSupport.stream(entries.spliterator(), false).limit(MOST_ROWS).map(row::of).toList()
    );
  }

  private void table(List<String> heads, List<List<String>> rows) {
    page.append("<table><thead><tr>");
    heads.forEach(head -> page.append("<th>").append(escaped(head)).append("</th>"));
    page.append("</tr></thead><tbody>");
    for (var row : rows) {
      page.append("<tr>");
      row.forEach(cell ->
        page
          .append("<td>")
          .append(escaped(shortened(cell)))
          .append("</td>")
      );
      page.append("</tr>");
    }
    page.append("</tbody></table>");
  }

  private static String joined(JsonNode rules) {
    var names = new ArrayList<String>();
    rules.forEach(rule ->
      names.add(rule.isObject() ? text(rule, "table") + "/" + text(rule, "id") : rule.asText())
    );
    return String.join(", ", names);
  }

  /** The first of the fields that has a value. */
  private static String text(JsonNode node, String... fields) {
    for (var field : fields) {
      var value = node.path(field).asText("");
      if (!value.isEmpty() && !node.path(field).isNull()) {
        return value;
      }
    }
    return "";
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_VALUE
      ? value
      : value.substring(0, LONGEST_VALUE) + "… (in full in the other files)";
  }

  /** {@code businessKey} as "Business key". */
  private static String inWords(String field) {
    var words = field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** For XML 1.0, which has no place for most control characters. */
  private static String escaped(String text) {
    return HtmlUtils.htmlEscape(text.replaceAll("[\\p{Cc}\\p{Cs}&&[^\\t\\n]]", "\ufffd"), "UTF-8");
  }
}
