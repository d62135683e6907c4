package dev.steward.journal;

/** What must hold for a step to be committed: that an update finds its row, or that a number does not get too high. */
public sealed interface Condition permits Write, Count.Bound {}
