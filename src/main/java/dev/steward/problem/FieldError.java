package dev.steward.problem;

/**
 * What is wrong with one value.
 *
 * @param path a JSON pointer into the request's body, such as {@code /variables/lead/email}
 */
public record FieldError(String path, String message) {}
