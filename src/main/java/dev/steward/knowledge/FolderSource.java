package dev.steward.knowledge;

import dev.steward.json.CanonicalJson;
import dev.steward.knowledge.document.DocumentReader;
import dev.steward.knowledge.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The files beside a collection's own, in folders of any depth. Links are not followed, as they could lead anywhere. */
@Component
class FolderSource implements Source {

  private final Path folder;
  private final DocumentReader reader;

  FolderSource(KnowledgeProperties properties, DocumentReader reader) {
    this.folder = properties.folder();
    this.reader = reader;
  }

  @Override
  public boolean provides(DocumentCollection collection) {
    return collection.database() == null;
  }

  @Override
  public List<Item> items(DocumentCollection collection) {
    var root = folder.resolve(collection.name());
    try (var files = Files.walk(root)) {
      return files
        .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
        .filter(file -> !file.equals(root.resolve(Collections.FILE)))
        .filter(file -> !file.getFileName().toString().startsWith("."))
        .sorted()
        .map(file -> item(root, file))
        .toList();
    } catch (IOException e) {
      throw new SourceUnavailableException("The folder cannot be read", e);
    }
  }

  private Item item(Path root, Path file) {
    var key = key(root, file);
    try {
      long size = Files.size(file);
      // Read once more when it has changed, so that not all of them are in memory at once.
      return size > DocumentReader.MOST_BYTES
        ? new Item(key, "of %d bytes".formatted(size), () -> {
            throw DocumentReader.tooLarge();
          })
        : new Item(key, CanonicalJson.sha256(Files.readAllBytes(file)), () -> content(file));
    } catch (IOException e) {
      throw new SourceUnavailableException("A file cannot be read: " + key, e);
    }
  }

  private Content content(Path file) throws UnreadableDocumentException {
    try {
      return new Content(
        reader.read(file.getFileName().toString(), Files.readAllBytes(file)),
        Files.getLastModifiedTime(file).toInstant(),
        Map.of()
      );
    } catch (IOException e) {
      throw new SourceUnavailableException("A file cannot be read", e);
    }
  }

  private static String key(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
