package dev.steward.knowledge;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whoever retrieves, with what confines them.
 *
 * @param permissions that everybody who is represented holds at this moment
 * @param agent the role; null where a diagram or a person asks
 * @param process the key of the process in which it is asked; null where a person asks for themselves
 */
public record Reader(Set<String> permissions, @Nullable String agent, @Nullable String process) {
  public Reader {
    permissions = Set.copyOf(permissions);
  }
}
