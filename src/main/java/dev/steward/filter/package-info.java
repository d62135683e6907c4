/** What people have set their lists to, by names of their own. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "problem", "listing", "journal" })
package dev.steward.filter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
