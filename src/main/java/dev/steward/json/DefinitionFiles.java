package dev.steward.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
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
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/** Reads a folder of YAML definitions, each file into one record. */
public final class DefinitionFiles {

  private static final YAMLMapper YAML = YAMLMapper.builder(new YAMLFactory())
    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
    // Money is written as its author wrote it.
    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
    .addModule(
      new SimpleModule()
        .addDeserializer(
          Duration.class,
          new Texts<>(Duration.class, "duration such as 10s", DurationStyle::detectAndParse)
        )
        .addDeserializer(
          LocalDate.class,
          new Texts<>(LocalDate.class, "day such as 2026-12-31", LocalDate::parse)
        )
        .addDeserializer(
          DataSize.class,
          new Texts<>(DataSize.class, "size such as 64KB", DataSize::parse)
        )
    )
    .build();

  /** As JSON writes the one character that the database has none of. */
  private static final Pattern NUL = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u0000");

  private DefinitionFiles() {}

  /**
   * A definition and where it came from.
   *
   * @param name of the file with its folder, as its author knows it
   * @param digest of the file's content: the definition's version
   * @param source what the text says, as JSON
   */
  public record Definition<T>(String name, String digest, String text, JsonNode source, T value) {}

  /**
   * @throws BrokenDefinitionException naming file, line and reason of everything that is wrong; a missing folder holds no
   *     definitions
   */
  public static <T> List<Definition<T>> read(Path folder, Class<T> type) {
    var problems = new DefinitionProblems();
    var definitions = read(folder, type, null, problems);
    problems.report();
    return definitions;
  }

  /**
   * @param schema that files must fit
   * @param problems learn what is wrong
   * @return the definitions of all files that can be read
   */
  public static <T> List<Definition<T>> read(
    Path folder,
    Class<T> type,
    @Nullable JsonSchema schema,
    DefinitionProblems problems
  ) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
        .filter(file -> file.toString().endsWith(".yaml"))
        .sorted()
        .map(file -> {
          var name = folder.getFileName() + "/" + file.getFileName();
          return text(file, name, problems).flatMap(text ->
            parse(name, text, type, schema, problems)
          );
        })
        .flatMap(Optional::stream)
        .toList();
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        folder.toString(),
        List.of("the folder cannot be read: " + e.getMessage())
      );
    }
  }

  private static Optional<String> text(Path file, String name, DefinitionProblems problems) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      problems.add(name, 0, "it cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * @param name as its author knows it
   * @param schema that the text must fit
   * @param problems learn what is wrong
   * @return empty where the text cannot be read
   */
  public static <T> Optional<Definition<T>> parse(
    String name,
    String text,
    Class<T> type,
    @Nullable JsonSchema schema,
    DefinitionProblems problems
  ) {
    JsonNode source;
    try {
      source = YAML.readTree(text);
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      problems.add(name, place == null ? 0 : Math.max(0, place.getLineNr()), syntax(e));
      return Optional.empty();
    }
    if (!source.isObject()) {
      problems.add(name, 0, "it defines nothing");
      return Optional.empty();
    }
    if (NUL.matcher(source.toString()).find()) {
      problems.add(name, 0, "it holds a NUL character, which cannot be stored");
      return Optional.empty();
    }
    var unfit = schema == null ? List.<SchemaProblem>of() : SchemaProblem.of(schema, source);
    unfit.forEach(problem -> problems.add(name, text, source, problem.at(), problem.reason()));
    if (!unfit.isEmpty()) {
      return Optional.empty();
    }
    try {
      var value = YAML.treeToValue(source, type);
      return Optional.of(new Definition<>(name, CanonicalJson.sha256(text), text, source, value));
    } catch (JsonMappingException e) {
      problems.add(name, text, source, pointer(e), reason(e));
    } catch (JsonProcessingException e) {
      problems.add(name, 0, e.getOriginalMessage());
    }
    return Optional.empty();
  }

  /** The parser shows the place in the text below each of its sentences. */
  private static String syntax(JsonProcessingException e) {
    return e
      .getOriginalMessage()
      .lines()
      .filter(line -> !line.isBlank() && !line.startsWith(" "))
      .collect(Collectors.joining(", "));
  }

  private static JsonPointer pointer(JsonMappingException e) {
    var pointer = JsonPointer.empty();
    for (var step : e.getPath()) {
      pointer =
        step.getFieldName() == null
          ? pointer.appendIndex(step.getIndex())
          : pointer.appendProperty(step.getFieldName());
    }
    return pointer;
  }

  private static String reason(JsonMappingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "is not known here; known are " +
        unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
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

  /** Values as Spring's properties write them: durations such as 500ms, 10s, 1d or PT10S, days such as 2026-12-31, sizes such as 64KB. */
  private static final class Texts<T> extends StdDeserializer<T> {

    private static final long serialVersionUID = 1L;

    private final String form;
    private final transient Function<String, T> parse;

    Texts(Class<T> type, String form, Function<String, T> parse) {
      super(type);
      this.form = form;
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      try {
        return parse.apply(parser.getText());
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
        throw JsonMappingException.from(parser, "'" + parser.getText() + "' is no " + form);
      }
    }
  }
}
