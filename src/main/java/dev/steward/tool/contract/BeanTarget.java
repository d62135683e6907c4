package dev.steward.tool.contract;

/**
 * A {@link dev.steward.tool.JavaTool} of the application.
 *
 * @param name of the bean
 */
public record BeanTarget(String name) implements Target {}
