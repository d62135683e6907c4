package dev.steward.policy;

/** Which models are configured: a table that names another could not be relied on. */
public interface ModelNames {
  boolean knows(String model);
}
