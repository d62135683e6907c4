package dev.steward.tool.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a tool may be used for at all. */
public enum ToolClass {
  @JsonProperty("read")
  READ("read"),

  @JsonProperty("write")
  WRITE("write"),

  /** A person looks at every call. */
  @JsonProperty("approval-required")
  APPROVAL_REQUIRED("approval-required"),

  /** Known, so that a proposal is recorded, and never run. */
  @JsonProperty("forbidden")
  FORBIDDEN("forbidden");

  private final String id;

  ToolClass(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
