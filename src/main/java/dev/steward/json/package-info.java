/** JSON as all modules use it: schemas, canonical digests, and definition files. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "problem")
package dev.steward.json;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
