package dev.steward.process.form;

import java.util.List;

/**
 * A field that asks for files.
 *
 * @param path names from the variable inwards
 * @param types what may be chosen
 */
public record FileField(List<String> path, FileTypes types, boolean multiple) {
  public FileField {
    path = List.copyOf(path);
  }

  /** As the form's author writes it, such as {@code offer.contract}. */
  public String name() {
    return String.join(".", path);
  }

  /** Where its value stands in a request. */
  public String pointer() {
    return "/variables/" + String.join("/", path);
  }
}
