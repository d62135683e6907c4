package dev.steward.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;

/** Reads a folder of YAML definitions, each file into one record. */
public final class DefinitionFiles {

  private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
    .addModule(new SimpleModule().addDeserializer(Duration.class, new Durations()))
    .build();

  private DefinitionFiles() {}

  /**
   * A definition and where it came from.
   *
   * @param name of the file with its folder, as its author knows it
   * @param digest of the file's content: the definition's version
   */
  public record Definition<T>(String name, String digest, T value) {}

  /** @throws BrokenDefinitionException naming file, line and reason; a missing folder holds no definitions */
  public static <T> List<Definition<T>> read(Path folder, Class<T> type) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted()
        .map(file -> read(file, folder.getFileName() + "/" + file.getFileName(), type))
        .toList();
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        folder.toString(),
        List.of("the folder cannot be read: " + e.getMessage())
      );
    }
  }

  private static <T> Definition<T> read(Path file, String name, Class<T> type) {
    try {
      var text = Files.readString(file);
      return new Definition<>(name, CanonicalJson.sha256(text), YAML.readValue(text, type));
    } catch (JsonMappingException e) {
      var path = e
        .getPath()
        .stream()
        .map(step ->
          step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName()
        )
        .collect(Collectors.joining("."));
      var cause = reason(e);
      throw broken(name, e, path.isEmpty() ? cause : path + ": " + cause);
    } catch (JsonProcessingException e) {
      throw broken(name, e, e.getOriginalMessage());
    } catch (IOException e) {
      throw new BrokenDefinitionException(name, List.of("it cannot be read: " + e.getMessage()));
    }
  }

  private static String reason(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "is not known here; known are " +
        unknown.getKnownPropertyIds();
      case InvalidFormatException format when (
        format.getTargetType().isEnum()
      ) -> "'%s' is not accepted; it must be one of %s".formatted(
        format.getValue(),
        Arrays.stream(format.getTargetType().getEnumConstants())
          .map(constant -> YAML.convertValue(constant, String.class))
          .toList()
      );
      default -> String.valueOf(
        e.getCause() == null ? e.getOriginalMessage() : e.getCause().getMessage()
      );
    };
  }

  private static BrokenDefinitionException broken(
    String name,
    JsonProcessingException e,
    String reason
  ) {
    var place = e.getLocation();
    return new BrokenDefinitionException(
      name,
      List.of(
        place == null || place.getLineNr() < 1
          ? reason
          : "line %d: %s".formatted(place.getLineNr(), reason)
      )
    );
  }

  /** Durations as Spring's properties write them: 500ms, 10s, 5m, or PT10S. */
  private static final class Durations extends StdDeserializer<Duration> {

    private static final long serialVersionUID = 1L;

    Durations() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
      try {
        return DurationStyle.detectAndParse(parser.getText());
      } catch (IllegalArgumentException e) {
        throw JsonMappingException.from(
          parser,
          "'" + parser.getText() + "' is no duration such as 10s"
        );
      }
    }
  }
}
