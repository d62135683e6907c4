/** Whether a workflow can be answered for: what its map, its diagram and the decision tables say to those who have to decide on it. */
@NullMarked
package dev.steward.process.readiness;

import org.jspecify.annotations.NullMarked;
