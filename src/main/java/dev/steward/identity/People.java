package dev.steward.identity;

import java.util.Optional;

/** Looks people up as they are now; answers are never cached beyond a request. */
public interface People {
  Optional<Actor> find(String name);
}
