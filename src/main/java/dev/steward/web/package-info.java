/** The security chain, problem details and the web app. */
@NullMarked
@ApplicationModule(allowedDependencies = { "identity", "problem" })
package dev.steward.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
