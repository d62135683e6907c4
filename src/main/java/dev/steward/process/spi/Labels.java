package dev.steward.process.spi;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of where data comes from. Kept beside the data and never in it, where a model could write.
 *
 * @param untrusted somebody outside wrote it, so text in it may be meant for a model
 * @param confidential not for everybody's eyes
 */
public record Labels(boolean untrusted, boolean confidential) {
  public static final Labels NONE = new Labels(false, false);
  public static final Labels UNTRUSTED = new Labels(true, false);

  /** Of data that was made from both. */
  public Labels and(Labels other) {
    return new Labels(untrusted || other.untrusted, confidential || other.confidential);
  }

  public Labels without(Labels cleared) {
    return new Labels(untrusted && !cleared.untrusted, confidential && !cleared.confidential);
  }

  /** As people and decision tables call them. */
  public List<String> names() {
    var names = new ArrayList<String>();
    if (untrusted) {
      names.add("untrusted");
    }
    if (confidential) {
      names.add("confidential");
    }
    return names;
  }
}
