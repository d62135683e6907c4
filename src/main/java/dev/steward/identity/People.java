package dev.steward.identity;

import java.util.Optional;

/** Looks people up as they are now; answers are never cached beyond a request. */
public interface People {
  /** In front of the name of a role of the people file, which can be represented like a person, and can neither sign in nor start anything. */
  String ROLE = "role:";

  /** @param name a person's, or {@code role:<name>} */
  Optional<Actor> find(String name);
}
