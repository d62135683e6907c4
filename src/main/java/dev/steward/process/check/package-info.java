/** What a deployment may hold: diagrams, forms and tables are read and judged here before the engine sees them. */
@NullMarked
package dev.steward.process.check;

import org.jspecify.annotations.NullMarked;
