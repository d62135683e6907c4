package dev.steward.catalogue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Takes over what has changed in a folder since the last start. What people have stored meanwhile stays where its file has not changed. */
@Repository
public class Folders {

  private static final String SYSTEM = "system";

  private final JdbcClient jdbc;
  private final Catalogue catalogue;

  public Folders(JdbcClient jdbc, Catalogue catalogue) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
  }

  /** In the caller's transaction, which a definition that cannot be used rolls back. */
  public void takeOver(Kind kind, List<StoredDefinition> files) {
    catalogue.lock();
    var known = digests(kind);
    var present = new HashSet<String>();
    for (var file : files) {
      present.add(file.place());
      if (!file.version().equals(known.get(file.place()))) {
        catalogue.keep(kind, file);
        catalogue.put(kind, file.name(), file.version(), file.place(), null, SYSTEM);
        retireOthers(kind, file);
        remember(kind, file);
      }
    }
    known
      .keySet()
      .stream()
      .filter(file -> !present.contains(file))
      .forEach(file -> gone(kind, file));
  }

  /** The name of a file's definition may have changed as well. */
  private void retireOthers(Kind kind, StoredDefinition file) {
    catalogue
      .inForce(kind)
      .stream()
      .filter(other -> file.place().equals(other.file()) && !other.name().equals(file.name()))
      .forEach(other ->
        catalogue.retire(kind, other.name(), file.place() + " defines another", SYSTEM)
      );
  }

  private void gone(Kind kind, String file) {
    catalogue
      .inForce(kind)
      .stream()
      .filter(definition -> file.equals(definition.file()))
      .forEach(definition -> catalogue.retire(kind, definition.name(), file + " is gone", SYSTEM));
    jdbc
      .sql("DELETE FROM definition_file WHERE kind = :kind AND name = :name")
      .param("kind", kind.id())
      .param("name", file)
      .update();
  }

  private Map<String, String> digests(Kind kind) {
    record Row(String name, String digest) {}
    return jdbc
      .sql("SELECT name, digest FROM definition_file WHERE kind = :kind")
      .param("kind", kind.id())
      .query((row, number) ->
        new Row(
          Objects.requireNonNull(row.getString("name")),
          Objects.requireNonNull(row.getString("digest"))
        )
      )
      .list()
      .stream()
      .collect(Collectors.toMap(Row::name, Row::digest));
  }

  private void remember(Kind kind, StoredDefinition file) {
    jdbc
      .sql(
        """
        INSERT INTO definition_file (kind, name, digest) VALUES (:kind, :name, :digest)
        ON CONFLICT (kind, name) DO UPDATE SET digest = excluded.digest
        """
      )
      .param("kind", kind.id())
      .param("name", file.place())
      .param("digest", file.version())
      .update();
  }
}
