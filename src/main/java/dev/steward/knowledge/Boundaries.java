package dev.steward.knowledge;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a reader may have, in SQL: every query for passages goes through it, so that none is ever read that has to be taken out again.
 * The first boundary that a passage is outside of is the one that withholds it.
 */
final class Boundaries {

  private static final String WITHHELD = """
  CASE
    WHEN c.withdrawn OR NOT p.in_force OR v.shape <> c.shape THEN 'outdated'
    WHEN NOT c.requires = ANY (:permissions) THEN 'permission'
    WHEN :agent::text IS NOT NULL AND NOT :agent = ANY (c.agents) THEN 'agent'
    WHEN :process::text IS NOT NULL AND NOT :process = ANY (c.processes) THEN 'process'
    WHEN p.field IS NOT NULL AND NOT coalesce(c.sensitive ->> p.field = ANY (:permissions), false) THEN 'field'
    WHEN least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) <= :now THEN 'stale'
  END
  """;

  private static final String PASSAGES = """
  knowledge_passage p
  JOIN knowledge_version v ON v.document_id = p.document_id AND v.version = p.version
  JOIN knowledge_document d ON d.id = p.document_id
  JOIN knowledge_collection c ON c.name = d.collection
  """;

  // Any of the words: how many, and where, is for the order. A question hardly ever has all words of its answer.
  private static final String QUESTION = """
  WITH question AS MATERIALIZED (
    SELECT language, replace(plainto_tsquery(language, :query)::text, ' & ', ' | ')::tsquery AS words
    FROM (SELECT DISTINCT language FROM knowledge_collection) languages
  )
  """;

  private static final String MATCHING =
    QUESTION +
    """
    , matching AS (
      SELECT p.document_id, p.version, p.ordinal, %s AS withheld
      FROM %s
      JOIN question q ON q.language = c.language
      WHERE p.in_force AND p.search @@ q.words AND (:all OR c.name = ANY (:collections))
    )
    """.formatted(WITHHELD, PASSAGES);

  /** Those that match in words first, as far as there are more than can be held against the meaning. */
  static final String REACHABLE =
    QUESTION +
    """
    SELECT p.document_id, p.version, p.ordinal,
      CASE WHEN p.search @@ q.words THEN ts_rank(p.search, q.words) ELSE 0 END AS rank
    FROM %s JOIN question q ON q.language = c.language
    WHERE p.in_force AND (:all OR c.name = ANY (:collections)) AND (%s) IS NULL
    ORDER BY rank DESC, p.document_id, p.ordinal
    LIMIT :limit
    """.formatted(PASSAGES, WITHHELD);

  /** What is in those named, as far as the reader may still have it. */
  static final String CHOSEN = """
  SELECT d.collection, d.key, p.document_id, p.version, p.ordinal, v.title, p.heading, p.page, v.as_of, p.text, c.untrusted,
    c.confidential
  FROM %s
  JOIN unnest(:documents::bigint[], :versions::int[], :ordinals::int[]) AS chosen (document_id, version, ordinal)
    ON p.document_id = chosen.document_id AND p.version = chosen.version AND p.ordinal = chosen.ordinal
  WHERE (%s) IS NULL
  """.formatted(PASSAGES, WITHHELD);

  static final String COUNTS =
    MATCHING +
    "SELECT withheld AS reason, count(*) AS passages FROM matching WHERE withheld IS NOT NULL GROUP BY withheld";

  static final String STALE =
    MATCHING +
    """
    SELECT DISTINCT d.collection, d.key AS document, v.title,
      least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) AS since
    FROM matching m JOIN %s ON p.document_id = m.document_id AND p.version = m.version AND p.ordinal = m.ordinal
    WHERE m.withheld = 'stale' ORDER BY 1, 2 LIMIT 5
    """.formatted("(" + PASSAGES + ")");

  /** One passage, also of an earlier version, and of one that is stale since: it is asked for because it was cited. */
  static final String CITED = """
  SELECT v.title, p.heading, p.page, v.as_of, p.text, p.in_force,
    least(c.valid_until, v.valid_until, v.as_of + make_interval(secs => c.max_age_s)) <= :now AS stale
  FROM %s
  WHERE d.collection = :collection AND d.key = :key AND p.version = :version AND p.ordinal = :ordinal
    AND NOT c.withdrawn AND c.requires = ANY (:permissions)
    AND (p.field IS NULL OR coalesce(c.sensitive ->> p.field = ANY (:permissions), false))
  """.formatted(PASSAGES);

  private Boundaries() {}

  /** @param collections the only ones to look in; all where empty */
  static JdbcClient.StatementSpec bound(
    JdbcClient.StatementSpec statement,
    Reader reader,
    String query,
    List<String> collections,
    Instant now
  ) {
    return statement
      .param("permissions", reader.permissions().toArray(String[]::new))
      .param("agent", reader.agent())
      .param("process", reader.process())
      .param("query", query)
      .param("all", collections.isEmpty())
      .param("collections", collections.toArray(String[]::new))
      .param("now", Timestamp.from(now));
  }
}
