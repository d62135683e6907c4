package dev.steward.identity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks people up as they are now. Answers are never kept across a wait. */
public interface People {
  /** In front of the name of a role that can be represented like a person, and can neither sign in nor start anything. */
  String ROLE = "role:";

  /**
   * @param name a person's, or {@code role:<name>}
   * @return empty also for a person who is disabled
   * @throws PeopleUnavailableException where it cannot be told at this moment
   */
  Optional<Actor> find(String name);

  /** Empty for somebody who has none, or whose address the source of people does not tell. */
  default Optional<String> email(String name) {
    return Optional.empty();
  }

  /** Those who are in one of the groups, as far as the source of people can list them. */
  default List<Actor> members(Collection<String> groups) {
    return List.of();
  }

  /** The groups that somebody is in; empty where they cannot all be known. */
  default Optional<Set<String>> groups() {
    return Optional.empty();
  }
}
