package dev.steward.knowledge;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.steward.json.CanonicalJson;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection as its file {@code knowledge/<name>/collection.yaml} states it. What every field means is described for authors in
 * {@code schemas/knowledge-collection.schema.json}, against which files are checked.
 *
 * @param owner the group that answers for it, whose members may upload and ingest
 * @param sourceOfTruth where what it says is decided, for readers
 * @param language a text search configuration of PostgreSQL
 * @param requires the permission that every person represented must hold
 * @param agents the roles that may retrieve from it
 * @param processes in which it may be retrieved from
 * @param maxAge after which a document is stale
 * @param validUntil the last day of all its documents
 * @param sensitive permissions by the names of the columns and headings that need more than {@code requires}
 * @param database where its documents are rows; null where they are files
 */
record DocumentCollection(
  String name,
  String title,
  String description,
  String owner,
  String sourceOfTruth,
  String language,
  String requires,
  List<String> agents,
  List<String> processes,
  List<Label> labels,
  @Nullable Duration maxAge,
  @Nullable LocalDate validUntil,
  Map<String, String> sensitive,
  @Nullable Database database
) {
  /** Cutting differently makes other passages of the same documents. */
  private static final int WAY_OF_CUTTING = 1;

  enum Label {
    @JsonProperty("untrusted")
    UNTRUSTED,

    @JsonProperty("confidential")
    CONFIDENTIAL,
  }

  /**
   * @param connection a name under {@code steward.knowledge.databases}
   * @param query gives a row for each document
   * @param key the column that tells rows apart
   * @param title the column that names them to readers
   * @param asOf the column with the moment of the last change; null where there is none
   */
  record Database(
    String connection,
    String query,
    String key,
    String title,
    @Nullable String asOf
  ) {}

  // Jackson gives null for what a file leaves out.
  DocumentCollection {
    language = requireNonNullElse(language, "english");
    agents = List.copyOf(requireNonNullElse(agents, List.of()));
    processes = List.copyOf(requireNonNullElse(processes, List.of()));
    labels = List.copyOf(requireNonNullElse(labels, List.of()));
    sensitive = new TreeMap<>(requireNonNullElse(sensitive, Map.of()));
  }

  /** Identifies what decides how documents are cut: where it changes, they are cut again. */
  String shape() {
    return CanonicalJson.sha256(
      WAY_OF_CUTTING + language + sensitive.keySet() + (database == null ? "" : database)
    );
  }
}
