package dev.steward.identity;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the people file.
 *
 * @param passwordHash with the scheme in front, as in <code>{bcrypt}$2a$…</code>
 */
record Person(Actor actor, String passwordHash, @Nullable String email) {}
