package dev.steward.knowledge;

/** Where a passage is stored. What is there never changes. */
record Place(long documentId, int version, int ordinal) {}
