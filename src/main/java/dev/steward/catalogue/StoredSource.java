package dev.steward.catalogue;

/** @param source YAML, as its author wrote it */
public record StoredSource(CatalogueVersion version, String source) {}
