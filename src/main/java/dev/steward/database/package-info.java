/** The embedded PostgreSQL server, when no external database is named. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.steward.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
