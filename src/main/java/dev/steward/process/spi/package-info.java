/** What other modules implement or call to take part in processes, without knowing the engine. */
@NullMarked
@NamedInterface("spi")
package dev.steward.process.spi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
