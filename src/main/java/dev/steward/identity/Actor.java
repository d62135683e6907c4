package dev.steward.identity;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A person or application that acts, with what it may do at the moment it was read. Never keep one
 * across a wait: ask {@link People#find} again.
 *
 * @param name the principal claim; Flowable's user id is the same string
 * @param groups full names as used in {@code flowable:candidateGroups}
 * @param permissions what tool contracts ask for in {@code requires}, such as {@code crm:write}
 */
public record Actor(
  String name,
  String displayName,
  Set<Role> roles,
  Set<String> groups,
  Set<String> permissions
) {
  public Actor {
    roles = Set.copyOf(roles);
    groups = Set.copyOf(groups);
    permissions = Set.copyOf(permissions);
  }

  /** This actor, without what the other does not have as well. */
  Actor within(Actor bounds) {
    return new Actor(
      name,
      displayName,
      both(roles, bounds.roles()),
      both(groups, bounds.groups()),
      both(permissions, bounds.permissions())
    );
  }

  private static <T> Set<T> both(Set<T> some, Set<T> others) {
    return some.stream().filter(others::contains).collect(Collectors.toUnmodifiableSet());
  }

  public boolean is(Role role) {
    return roles.contains(role);
  }

  public boolean holds(String permission) {
    return permissions.contains(permission);
  }
}
