/** Tasks for people: lists, claims and completion, under one set of rules. */
@NullMarked
package dev.steward.process.task;

import org.jspecify.annotations.NullMarked;
