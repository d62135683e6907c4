/** Jobs and runs that gave up: what operators see of them, and try again. */
@NullMarked
package dev.steward.process.incident;

import org.jspecify.annotations.NullMarked;
