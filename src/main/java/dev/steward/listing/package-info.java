/** How lists answer in pages. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "problem")
package dev.steward.listing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
