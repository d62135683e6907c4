package dev.steward.tool.contract;

/** Where a call goes. */
public sealed interface Target
  permits HttpTarget, McpTarget, ProcessTarget, BeanTarget, KnowledgeTarget {}
