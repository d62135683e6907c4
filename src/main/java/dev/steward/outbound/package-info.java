/** The one way by which requests leave this application: where they may go, how long they may take, how much they may bring. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.outbound;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
