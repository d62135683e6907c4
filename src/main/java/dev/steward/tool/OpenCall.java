package dev.steward.tool;

/**
 * A call on its way, for the gateway to bring further.
 *
 * @param fresh this execution has brought it where it is, so that nothing about it is in doubt
 */
public record OpenCall(ToolCall call, boolean fresh) {}
