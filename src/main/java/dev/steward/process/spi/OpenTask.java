package dev.steward.process.spi;

import org.jspecify.annotations.Nullable;

/** A task waiting for a person, as rules and detail providers see it. */
public record OpenTask(
    String id, TaskKind kind, String instanceId, String activityId, @Nullable String assignee) {}
