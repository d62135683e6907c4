package dev.steward.control;

/** A switch was turned on again, on this node, and that is committed: what waited for it can go on. */
public record SwitchedOn(SwitchKind kind, String name) {}
