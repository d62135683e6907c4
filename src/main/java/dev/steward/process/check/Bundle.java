package dev.steward.process.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** The files that are deployed together, by name. */
public final class Bundle {

  public static final int MOST_FILES = 60;
  public static final int LARGEST_FILE = 2 * 1024 * 1024;
  public static final int LARGEST_BUNDLE = 10 * 1024 * 1024;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Findings findings = new Findings();
  private int size;
  private boolean isTooLarge;

  /** Adds a file, or those in an archive. What cannot be taken is found by the check. */
  public Bundle with(@Nullable String name, byte[] content) {
    var known = name == null ? "" : name;
    if (!NAME.matcher(known).matches() || known.contains("..")) {
      findings.add(
        Rule.FILE_NAME,
        shown(known),
        "A file's name is letters, digits, dots, dashes and underscores, without a folder"
      );
    } else if (known.endsWith(".zip")) {
      unpack(known, content);
    } else {
      put(known, content);
    }
    return this;
  }

  Map<String, byte[]> files() {
    return files;
  }

  Findings findings() {
    return findings;
  }

  Optional<byte[]> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private void put(String name, byte[] content) {
    if (!name.endsWith(".bpmn") && !name.endsWith(".form") && !name.endsWith(".dmn")) {
      findings.add(Rule.FILE_TYPE, name, "A file is a .bpmn, a .form, a .dmn or a .zip of them");
      return;
    }
    if (content.length > LARGEST_FILE) {
      findings.add(Rule.FILE_TOO_LARGE, name, "A file has at most " + LARGEST_FILE + " bytes");
      return;
    }
    size += content.length;
    if (size > LARGEST_BUNDLE || files.size() >= MOST_FILES) {
      tooLarge(name);
    } else if (files.putIfAbsent(name, content) != null) {
      findings.add(Rule.FILE_TWICE, name, "Two files have this name");
    }
  }

  /** Counts what comes out, whatever the archive says of itself, and stops at the first byte too many. */
  private void unpack(String archive, byte[] content) {
    int entries = 0;
    try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries++;
        if (entries > MOST_FILES || isTooLarge) {
          tooLarge(archive);
          return;
        }
        var name = entry.getName();
        var bytes = zip.readNBytes(LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
          findings.add(
            Rule.FILE_TOO_LARGE,
            shown(name),
            "A file has at most " + LARGEST_FILE + " bytes"
          );
          return;
        }
        if (!NAME.matcher(name).matches() || name.contains("..") || name.endsWith(".zip")) {
          findings.add(
            Rule.FILE_NAME,
            shown(name),
            "In an archive a file's name is letters, digits, dots, dashes and underscores, without a folder or a further archive"
          );
        } else {
          put(name, bytes);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      findings.add(Rule.ARCHIVE_UNREADABLE, archive, "It is no archive that can be read");
      return;
    }
    if (entries == 0) {
      findings.add(Rule.ARCHIVE_UNREADABLE, archive, "It is empty, or no archive that can be read");
    }
  }

  private void tooLarge(String name) {
    if (!isTooLarge) {
      isTooLarge = true;
      findings.add(
        Rule.BUNDLE_TOO_LARGE,
        name,
        "A deployment has at most %d files and %d bytes".formatted(MOST_FILES, LARGEST_BUNDLE)
      );
    }
  }

  private static String shown(String name) {
    var shown = name.replaceAll("\\p{Cntrl}", "?");
    return shown.isBlank() ? "(no name)" : Findings.shortened(shown);
  }
}
