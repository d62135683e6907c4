package dev.steward.problem;

/**
 * What is wrong with one value of a request.
 *
 * @param path a JSON pointer into the body, such as {@code /message/body}, or a parameter's name
 */
public record FieldError(String path, String message) {}
