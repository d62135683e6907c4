package dev.steward.process.attachment;

import dev.steward.process.form.FileTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamSource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.StringUtils;

/** What a file is: by its name, checked against how it begins. What its sender calls it counts for nothing. */
final class FileContent {

  private static final byte[] ZIP = { 'P', 'K', 3, 4 };
  private static final byte[] JPEG = { (byte) 0xff, (byte) 0xd8, (byte) 0xff };
  private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

  /** How a file with this extension begins. */
  private static final Map<String, byte[]> BEGINNINGS = Map.ofEntries(
    Map.entry("pdf", "%PDF-".getBytes(StandardCharsets.US_ASCII)),
    Map.entry("png", PNG),
    Map.entry("jpg", JPEG),
    Map.entry("jpeg", JPEG),
    Map.entry("gif", "GIF8".getBytes(StandardCharsets.US_ASCII)),
    Map.entry("webp", "RIFF".getBytes(StandardCharsets.US_ASCII)),
    Map.entry("zip", ZIP),
    Map.entry("docx", ZIP),
    Map.entry("xlsx", ZIP),
    Map.entry("pptx", ZIP),
    Map.entry("odt", ZIP),
    Map.entry("ods", ZIP),
    Map.entry("odp", ZIP)
  );
  private static final int LONGEST_BEGINNING = 8;

  private FileContent() {}

  static MediaType type(String name) {
    return MediaTypeFactory.getMediaType(name).orElse(MediaType.APPLICATION_OCTET_STREAM);
  }

  /** @param declared what whoever sends it says it is */
  static Optional<String> problemWith(
    String name,
    @Nullable String declared,
    FileTypes types,
    InputStreamSource content
  ) {
    if (!types.allow(name, type(name), parsed(declared))) {
      return Optional.of(
        "is of a type that is not taken here: " + String.join(", ", types.accepted())
      );
    }
    var extension = String.valueOf(StringUtils.getFilenameExtension(name)).toLowerCase(Locale.ROOT);
    var expected = BEGINNINGS.get(extension);
    return expected == null || beginsWith(content, expected)
      ? Optional.empty()
      : Optional.of("is not what its name says: it does not begin as a ." + extension + " does");
  }

  /** Of all of it, in hexadecimal. */
  static String sha256(InputStreamSource content) {
    try (
      var stream = new DigestInputStream(
        content.getInputStream(),
        MessageDigest.getInstance("SHA-256")
      )
    ) {
      stream.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException("An uploaded file cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  private static boolean beginsWith(InputStreamSource content, byte[] expected) {
    try (InputStream stream = content.getInputStream()) {
      var beginning = stream.readNBytes(LONGEST_BEGINNING);
      return (
        beginning.length >= expected.length &&
        Arrays.equals(beginning, 0, expected.length, expected, 0, expected.length)
      );
    } catch (IOException e) {
      throw new UncheckedIOException("An uploaded file cannot be read", e);
    }
  }

  private static @Nullable MimeType parsed(@Nullable String declared) {
    try {
      return declared == null || declared.isBlank() ? null : MimeType.valueOf(declared);
    } catch (InvalidMimeTypeException e) {
      return null;
    }
  }
}
