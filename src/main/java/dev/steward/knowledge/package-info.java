/** Collections of documents, and retrieval from them inside their boundaries. */
@NullMarked
@ApplicationModule(
  allowedDependencies = { "identity", "audit", "problem", "json", "listing", "process::spi" }
)
package dev.steward.knowledge;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
