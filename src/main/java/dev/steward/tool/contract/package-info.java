/** What a tool's owner promises and demands: the contract files, read and checked. */
@NullMarked
package dev.steward.tool.contract;

import org.jspecify.annotations.NullMarked;
