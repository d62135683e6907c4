/** What Steward's durability costs, beside other ways to get it; run by {@code mvn -Pbenchmark verify} only. */
@NullMarked
package dev.steward.benchmark;

import org.jspecify.annotations.NullMarked;
