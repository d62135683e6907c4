/** Who acts, for whom, and with which permissions at this moment. */
@NullMarked
@ApplicationModule(allowedDependencies = { "problem", "outbound" })
package dev.steward.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
