package dev.steward.process.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The files that whoever fills in a form has uploaded for it. */
@FunctionalInterface
public interface FormFiles {
  /** Of a form that nobody can upload anything for: its file fields stay empty. */
  FormFiles NONE = new FormFiles() {
    @Override
    public Optional<ObjectNode> take(FileField field, String id) {
      return Optional.empty();
    }

    @Override
    public boolean possible() {
      return false;
    }
  };

  /**
   * Makes the file part of what is completed or started, in the caller's transaction.
   *
   * @return what the variable says of it; empty where this person has uploaded no such file for this very field
   */
  Optional<ObjectNode> take(FileField field, String id);

  default boolean possible() {
    return true;
  }
}
