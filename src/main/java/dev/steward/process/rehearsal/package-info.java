/** Trying out a diagram that is not deployed yet. */
@NullMarked
package dev.steward.process.rehearsal;

import org.jspecify.annotations.NullMarked;
