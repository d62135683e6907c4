/** Drafts of contracts out of what other systems say about themselves. Runs instead of the application, never inside it. */
@NullMarked
@NamedInterface("imports")
package dev.steward.tool.imports;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
