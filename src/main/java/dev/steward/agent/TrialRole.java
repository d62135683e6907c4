package dev.steward.agent;

import java.util.Set;

/** A version of an agent to be tried out, stored or not. */
public final class TrialRole {

  private final AgentRole role;
  private final String version;

  TrialRole(AgentRole role, String version) {
    this.role = role;
    this.version = version;
  }

  AgentRole role() {
    return role;
  }

  public String agent() {
    return role.name();
  }

  /** Digest of its text. */
  public String version() {
    return version;
  }

  /** The model that it names. */
  public String model() {
    return role.model();
  }

  public Set<String> tools() {
    return Set.copyOf(role.tools());
  }
}
