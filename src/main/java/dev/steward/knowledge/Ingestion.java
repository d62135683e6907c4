package dev.steward.knowledge;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.knowledge.DocumentRows.Cut;
import dev.steward.knowledge.DocumentRows.Known;
import dev.steward.knowledge.Source.Content;
import dev.steward.knowledge.Source.Item;
import dev.steward.knowledge.Source.SourceUnavailableException;
import dev.steward.knowledge.document.Passage;
import dev.steward.knowledge.document.Passages;
import dev.steward.knowledge.document.UnreadableDocumentException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes in what has changed in the sources of a collection, a document in a transaction, on one node at a time. Begun again after a
 * crash it finds what is done and goes on.
 */
@Component
class Ingestion {

  private static final Logger log = LoggerFactory.getLogger(Ingestion.class);

  private static final String TRY_LOCK =
    "SELECT pg_try_advisory_lock(hashtextextended('knowledge ' || ?, 0))";
  private static final String UNLOCK =
    "SELECT pg_advisory_unlock(hashtextextended('knowledge ' || ?, 0))";

  private final List<Source> sources;
  private final DocumentRows documents;
  private final IngestionRows progress;
  private final Embeddings embeddings;
  private final AuditTrail audit;
  private final DataSource dataSource;
  private final TransactionTemplate transaction;
  private volatile boolean stopping;

  Ingestion(
    List<Source> sources,
    DocumentRows documents,
    IngestionRows progress,
    Embeddings embeddings,
    AuditTrail audit,
    DataSource dataSource,
    TransactionTemplate transaction
  ) {
    this.sources = sources;
    this.documents = documents;
    this.progress = progress;
    this.embeddings = embeddings;
    this.audit = audit;
    this.dataSource = dataSource;
    this.transaction = transaction;
  }

  /** Ends what is under way with the document that it is at. */
  void stop() {
    stopping = true;
  }

  /** @return false where this node or another is at it */
  boolean run(DocumentCollection collection, String by) {
    // The lock is the session's, so that a node that dies gives it back at once.
    try (var session = dataSource.getConnection()) {
      if (!ask(session, TRY_LOCK, collection)) {
        return false;
      }
      try {
        takeIn(collection, by);
        return true;
      } finally {
        ask(session, UNLOCK, collection);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("It cannot be told whether another node is at it", e);
    }
  }

  private void takeIn(DocumentCollection collection, String by) {
    String failure = null;
    try {
      var items = new ArrayList<Item>();
      sources
        .stream()
        .filter(source -> source.provides(collection))
        .forEach(source -> items.addAll(source.items(collection)));
      progress.begin(collection.name(), by, items.size());
      takeIn(collection, by, items);
    } catch (SourceUnavailableException e) {
      log.warn("The collection '{}' is left as it is: {}", collection.name(), e.getMessage(), e);
      failure = e.getMessage();
    } catch (RuntimeException e) {
      log.error("The collection '{}' was not taken in", collection.name(), e);
      failure = "It broke off; the log says why";
    }
    progress.end(collection.name(), failure);
  }

  private void takeIn(DocumentCollection collection, String by, List<Item> items) {
    var known = documents.known(collection);
    for (var item : items) {
      if (stopping) {
        throw new SourceUnavailableException(
          "This node stopped meanwhile; what is left is taken in with the next look",
          null
        );
      }
      var before = known.remove(item.key());
      boolean unchanged = before != null && before.is(item, collection.shape());
      var reason = unchanged ? null : takeIn(collection, by, item);
      progress.done(
        collection.name(),
        !unchanged,
        reason != null || (unchanged && before.failed())
      );
    }
    known.values().forEach(gone -> remove(collection, by, gone));
  }

  /** @return why it was refused; null where it was not */
  private @Nullable String takeIn(DocumentCollection collection, String by, Item item) {
    try {
      var content = item.reading().read();
      var passages = cut(collection, item, content);
      transaction.executeWithoutResult(open -> {
        int version = documents.replace(collection, item, content, passages);
        record(collection, by, "knowledge.ingested", item.key(), Map.of("version", version));
      });
      return null;
    } catch (UnreadableDocumentException e) {
      return refuse(collection, by, item, String.valueOf(e.getMessage()));
    } catch (SourceUnavailableException | DataAccessException | TransactionException e) {
      throw e;
    } catch (RuntimeException e) {
      // One document must not keep all others out.
      log.error("{} of the collection '{}' was not taken in", item.key(), collection.name(), e);
      return refuse(collection, by, item, "it cannot be taken in; the log says why");
    }
  }

  private String refuse(DocumentCollection collection, String by, Item item, String reason) {
    transaction.executeWithoutResult(open -> {
      documents.fail(collection, item, reason);
      record(collection, by, "knowledge.refused", item.key(), Map.of("reason", reason));
    });
    return reason;
  }

  private List<Cut> cut(DocumentCollection collection, Item item, Content content)
    throws UnreadableDocumentException {
    var document = content.document();
    var passages = new ArrayList<>(Passages.of(document, collection.sensitive().keySet()));
    var texts = new ArrayList<String>();
    passages.forEach(passage ->
      texts.add(document.text().substring(passage.begins(), passage.ends()))
    );
    content.fields().forEach((field, value) -> {
      passages.add(new Passage(0, 0, field, null, field));
      texts.add(field + ": " + value);
    });
    if (passages.isEmpty()) {
      throw new UnreadableDocumentException("it has no text; pictures of text are not read");
    }
    var title = DocumentRows.title(item, document.title());
    var meanings = new ArrayList<String>();
    for (int i = 0; i < passages.size(); i++) {
      meanings.add(title + "\n" + passages.get(i).heading() + "\n" + texts.get(i));
    }
    var vectors = embeddings.of(meanings);
    var cut = new ArrayList<Cut>();
    for (int i = 0; i < passages.size(); i++) {
      cut.add(new Cut(passages.get(i), texts.get(i), vectors.get(i)));
    }
    return cut;
  }

  private void remove(DocumentCollection collection, String by, Known gone) {
    transaction.executeWithoutResult(open -> {
      documents.remove(gone.id());
      record(collection, by, "knowledge.removed", gone.key(), Map.of());
    });
  }

  private void record(
    DocumentCollection collection,
    String by,
    String type,
    String key,
    Map<String, Object> more
  ) {
    var detail = new LinkedHashMap<String, Object>();
    detail.put("collection", collection.name());
    detail.put("document", key);
    detail.putAll(more);
    var done = switch (type) {
      case "knowledge.ingested" -> "Took in";
      case "knowledge.removed" -> "Removed";
      default -> "Could not read";
    };
    audit.record(
      new AuditEntry(
        type,
        by,
        null,
        null,
        null,
        null,
        null,
        "%s %s of %s".formatted(done, key, collection.title()),
        detail
      )
    );
  }

  private static boolean ask(Connection session, String sql, DocumentCollection collection)
    throws SQLException {
    try (var statement = session.prepareStatement(sql)) {
      statement.setString(1, collection.name());
      try (var answer = statement.executeQuery()) {
        return answer.next() && answer.getBoolean(1);
      }
    }
  }
}
