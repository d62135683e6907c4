package dev.steward.tool.adapter;

import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.BrokenDefinitionException.BrokenFile;
import dev.steward.tool.contract.Contracts;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Settings are this node's own, so each start looks where they lead. */
@Component
class SandboxAtStart implements SmartInitializingSingleton {

  private final Contracts contracts;
  private final SandboxTargets targets;

  SandboxAtStart(Contracts contracts, SandboxTargets targets) {
    this.contracts = contracts;
    this.targets = targets;
  }

  /** @throws BrokenDefinitionException where a write of the sandbox would reach what is production elsewhere */
  @Override
  public void afterSingletonsInstantiated() {
    var problems = targets.problems(contracts.set());
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(
        problems
          .stream()
          .map(problem -> new BrokenFile(problem.tool().file(), List.of(problem.sentence())))
          .toList()
      );
    }
  }
}
