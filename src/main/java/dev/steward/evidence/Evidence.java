package dev.steward.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.audit.InstanceChain;
import dev.steward.identity.Actor;
import dev.steward.policy.KeptTables;
import dev.steward.process.spi.InstanceRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Puts the files of a bundle together; the same for the same state of the instance. */
@Component
class Evidence {

  static final String SUMMARY = "summary.pdf";

  private final InstanceRecords records;
  private final InstanceChain chain;
  private final KeptTables tables;
  private final UsedVersions versions;
  private final ObjectMapper json;

  Evidence(
    InstanceRecords records,
    InstanceChain chain,
    KeptTables tables,
    UsedVersions versions,
    ObjectMapper json
  ) {
    this.records = records;
    this.chain = chain;
    this.tables = tables;
    this.versions = versions;
    this.json = json;
  }

  /** The last two are the manifest and its signature, which vouch for the others. */
  List<EvidenceFile> of(String instanceId, Actor actor) {
    var summary = records.summary(instanceId, actor);
    var proven = chain.prove(instanceId);
    var report = new TrailReport(proven.readable(), json);
    var files = new ArrayList<EvidenceFile>();
    files.add(readme());
    files.add(lines("audit.jsonl", proven.entries().stream().map(ObjectNode::toString).toList()));
    files.add(
      lines("payloads.jsonl", proven.payloads().stream().map(ObjectNode::toString).toList())
    );
    files.add(lines("checkpoints.jsonl", proven.checkpoints()));
    files.add(document("instance.json", summary));
    files.add(document("timeline.json", records.timeline(instanceId)));
    files.add(document("decisions.json", report.decisions()));
    files.add(document("approvals.json", report.approvals()));
    files.add(document("calls.json", report.calls()));
    files.add(document("costs.json", report.costs()));
    files.add(document("runs.json", versions.runs(instanceId)));
    for (var version : records.versions(instanceId)) {
      var folder = "process/%s-%d/".formatted(version.processKey(), version.version());
      version
        .files()
        .forEach(file -> files.add(new EvidenceFile(folder + file.name(), file.content())));
    }
    for (var table : report.tables()) {
      files.add(
        new EvidenceFile("policies/" + table.replace(':', '-') + ".dmn", tables.content(table))
      );
    }
    files.addAll(versions.agents(report.values("agentVersion")));
    files.addAll(versions.tools(report.values("toolVersion")));
    files.add(summary(summary, instanceId, proven, report));
    var manifest = document("manifest.json", manifest(instanceId, proven, files));
    files.add(manifest);
    files.add(
      EvidenceFile.of(
        "manifest.sig",
        chain.sign(new String(manifest.content(), StandardCharsets.UTF_8)) + "\n"
      )
    );
    return files;
  }

  private EvidenceFile summary(
    JsonNode summary,
    String instanceId,
    InstanceChain.Proven proven,
    TrailReport report
  ) {
    var page = SummaryPage.of(
      summary,
      records.timeline(instanceId),
      report,
      chain(instanceId, proven.entries())
    );
    return new EvidenceFile(SUMMARY, PdfFile.of(page, lastChange(summary, proven.entries())));
  }

  private static Instant lastChange(JsonNode summary, List<ObjectNode> entries) {
    return Instant.parse(
      entries.isEmpty() ? summary.path("startedAt").asText() : entries.getLast().path("at").asText()
    );
  }

  private ObjectNode chain(String instanceId, List<ObjectNode> entries) {
    return json
      .createObjectNode()
      .put("name", chain.name(instanceId))
      .put("length", entries.size())
      .put("hash", entries.isEmpty() ? "0".repeat(64) : entries.getLast().path("hash").asText());
  }

  private JsonNode manifest(
    String instanceId,
    InstanceChain.Proven proven,
    List<EvidenceFile> files
  ) {
    var manifest = json
      .createObjectNode()
      .put("type", "steward.evidence.1")
      .put("instance", instanceId);
    manifest.set("chain", chain(instanceId, proven.entries()));
    manifest.set("signed", proven.signed());
    manifest.set("key", chain.key());
    var listed = manifest.putArray("files");
    for (var file : files) {
      listed
        .addObject()
        .put("name", file.name())
        .put("bytes", file.content().length)
        .put("sha256", UsedVersions.sha256(file.content()));
    }
    return manifest;
  }

  private EvidenceFile document(String name, JsonNode content) {
    try {
      var text = json.writerWithDefaultPrettyPrinter().writeValueAsString(content);
      return EvidenceFile.of(name, text.replace("\r\n", "\n") + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(name + " cannot be written", e);
    }
  }

  private static EvidenceFile lines(String name, List<String> lines) {
    return EvidenceFile.of(
      name,
      lines
        .stream()
        .map(line -> line + "\n")
        .collect(Collectors.joining())
    );
  }

  private static EvidenceFile readme() {
    try {
      return new EvidenceFile(
        "README.txt",
        new ClassPathResource("evidence/README.txt").getContentAsByteArray()
      );
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
