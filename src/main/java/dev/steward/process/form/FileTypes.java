package dev.steward.process.form;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * What a file field accepts, as browsers read {@code accept}: extensions and media types.
 *
 * @param accepted in lower case; empty for anything
 */
public record FileTypes(List<String> accepted) {
  private static final Pattern TYPE = Pattern.compile("\\.[a-z0-9]+|[a-z]+/(\\*|[a-z0-9.+-]+)");

  static final FileTypes ANY = new FileTypes(List.of());

  public FileTypes {
    accepted = List.copyOf(accepted);
  }

  /** @throws IllegalArgumentException for what is neither an extension nor a media type */
  static FileTypes of(String accept, String key) {
    var types = Arrays.stream(accept.split(","))
      .map(type -> type.strip().toLowerCase(Locale.ROOT))
      .filter(type -> !type.isEmpty())
      .toList();
    for (var type : types) {
      if (!TYPE.matcher(type).matches()) {
        throw new IllegalArgumentException(
          "component '%s' accepts '%s', which is neither an extension nor a media type".formatted(
            key,
            type
          )
        );
      }
    }
    return new FileTypes(types);
  }

  /**
   * A browser's word for the type can only rule a file out.
   *
   * @param known what a file with this extension is
   * @param declared what whoever sends it calls it
   */
  public boolean allow(String name, MimeType known, @Nullable MimeType declared) {
    return (
      accepted.isEmpty() ||
      accepted
        .stream()
        .anyMatch(type ->
          type.startsWith(".")
            ? name.toLowerCase(Locale.ROOT).endsWith(type)
            : MimeType.valueOf(type).includes(known) &&
              (declared == null ||
                declared.equalsTypeAndSubtype(MimeTypeUtils.APPLICATION_OCTET_STREAM) ||
                MimeType.valueOf(type).includes(declared))
        )
    );
  }
}
