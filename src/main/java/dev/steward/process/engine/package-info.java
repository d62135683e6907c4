/** How Flowable is set up, and how durable tasks run in it. */
@NullMarked
package dev.steward.process.engine;

import org.jspecify.annotations.NullMarked;
