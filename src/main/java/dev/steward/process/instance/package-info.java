/** Process instances: start, look up, cancel, and the story of what happened. */
@NullMarked
package dev.steward.process.instance;

import org.jspecify.annotations.NullMarked;
