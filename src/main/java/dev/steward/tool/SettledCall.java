package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A call that has its answer.
 *
 * @param ordinal its place among the calls of its turn, from 0
 * @param result what the agent is told
 */
public record SettledCall(int turn, int ordinal, JsonNode result) {}
