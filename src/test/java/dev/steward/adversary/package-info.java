/** Agents whose model obeys whoever writes to it, in every workflow that ships: what still happens is what was to happen. */
@NullMarked
package dev.steward.adversary;

import org.jspecify.annotations.NullMarked;
