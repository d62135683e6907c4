package dev.steward.policy;

import java.util.Arrays;
import org.flowable.dmn.model.DecisionTable;
import org.springframework.stereotype.Component;

/** The agents that enforced tables name: a row about one trusts, or mistrusts, whatever it is told to do. */
@Component
public class NamedAgents {

  private static final String AGENT = "agent";
  private static final String BETWEEN_NAMES = "[^A-Za-z0-9._-]+";

  private final PolicyTables tables;

  NamedAgents(PolicyTables tables) {
    this.tables = tables;
  }

  public boolean include(String agent) {
    return tables
      .inForce()
      .enforced()
      .stream()
      .flatMap(table -> ((DecisionTable) table.decision().getExpression()).getRules().stream())
      .flatMap(rule -> rule.getInputEntries().stream())
      .filter(cell -> AGENT.equals(cell.getInputClause().getInputExpression().getText().strip()))
      .flatMap(cell -> Arrays.stream(cell.getInputEntry().getText().split(BETWEEN_NAMES, -1)))
      .anyMatch(agent::equals);
  }
}
