package dev.steward.tool.contract;

import org.jspecify.annotations.Nullable;

/**
 * A process that is started for each call and whose end is awaited; the arguments are its variables.
 *
 * @param key of the process definition
 * @param result the variable that is the answer; all variables where the file says nothing
 */
public record ProcessTarget(String key, @Nullable String result) implements Target {}
