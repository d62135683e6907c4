/** Documents as text with a structure, and cut into passages. */
@NullMarked
package dev.steward.knowledge.document;

import org.jspecify.annotations.NullMarked;
