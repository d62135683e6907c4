package dev.steward.live;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * Something has changed; what it is now is for whoever asks to find out, under the rules that hold for them.
 *
 * @param ids of what has changed; empty where there is no telling, and any of them may have
 */
@Schema(name = "Hint")
record Hint(Topic topic, List<String> ids) {
  /** Of more at once nobody reads the ids. */
  static final int MOST_IDS = 100;

  Hint {
    ids = ids.size() > MOST_IDS ? List.of() : List.copyOf(ids);
  }

  static Hint any(Topic topic) {
    return new Hint(topic, List.of());
  }
}
