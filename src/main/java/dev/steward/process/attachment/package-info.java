/** Files that people attach to the fields of forms: uploaded first, kept with the task or start that refers to them. */
@NullMarked
package dev.steward.process.attachment;

import org.jspecify.annotations.NullMarked;
