/** Process definitions: the workflow map, deployment of the definition folders, and their REST resource. */
@NullMarked
package dev.steward.process.definition;

import org.jspecify.annotations.NullMarked;
