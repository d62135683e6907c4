package dev.steward.tool.contract;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * Retrieval from collections of documents. The arguments are {@code query}, and as far as the contract declares them
 * {@code collections} and {@code limit}.
 *
 * @param collections the only ones to look in; all that the caller may read where the file names none
 */
public record KnowledgeTarget(List<String> collections) implements Target {
  public KnowledgeTarget {
    collections = List.copyOf(requireNonNullElse(collections, List.of()));
  }
}
