package dev.steward.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The embeddings of passages, those lately used from memory: some 40 MB at most. They are numbers and say nothing by themselves. */
@Component
class Vectors {

  private static final int KEPT = 25_000;

  private final JdbcClient jdbc;
  private final Cache<Place, byte[]> cache = Caffeine.newBuilder().maximumSize(KEPT).build();

  Vectors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Stored(long documentId, int version, int ordinal, byte[] embedding) {}

  Map<Place, byte[]> of(Collection<Place> places) {
    return cache.getAll(places, missing -> read(List.copyOf(missing)));
  }

  private Map<Place, byte[]> read(Collection<Place> places) {
    return jdbc
      .sql(
        """
        SELECT document_id, version, ordinal, embedding FROM knowledge_passage
        JOIN unnest(:documents::bigint[], :versions::int[], :ordinals::int[]) AS wanted (d, v, o)
          ON document_id = d AND version = v AND ordinal = o
        """
      )
      .param(
        "documents",
        places
          .stream()
          .map(Place::documentId)
          .toArray(Long[]::new)
      )
      .param(
        "versions",
        places
          .stream()
          .map(Place::version)
          .toArray(Integer[]::new)
      )
      .param(
        "ordinals",
        places
          .stream()
          .map(Place::ordinal)
          .toArray(Integer[]::new)
      )
      .query(Stored.class)
      .list()
      .stream()
      .collect(
        Collectors.toMap(
          row -> new Place(row.documentId(), row.version(), row.ordinal()),
          Stored::embedding
        )
      );
  }
}
