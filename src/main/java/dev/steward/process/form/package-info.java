/** form-js forms: what goes out to a person and what may come back. */
@NullMarked
package dev.steward.process.form;

import org.jspecify.annotations.NullMarked;
