/** How durable work writes down its steps: many runs' steps in one commit, each only while its guards hold. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package dev.steward.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
