package dev.steward.tool.adapter;

import dev.steward.problem.BrokenDefinitionException;
import dev.steward.tool.contract.Address;
import dev.steward.tool.contract.Contracts;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolClass;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Whoever tries something out must not change anything in earnest. The contracts' own check compares what the files say; this one
 * compares where that leads to with the settings of this node.
 */
@Component
class SandboxTargets implements SmartInitializingSingleton {

  private final Contracts contracts;
  private final Adapters adapters;

  SandboxTargets(Contracts contracts, Adapters adapters) {
    this.contracts = contracts;
    this.adapters = adapters;
  }

  /** @throws BrokenDefinitionException where a write of the sandbox would reach what is production elsewhere */
  @Override
  public void afterSingletonsInstantiated() {
    for (var tool : contracts.all()) {
      if (tool.contract().toolClass() != ToolClass.READ) {
        check(tool);
      }
    }
  }

  private void check(Tool tool) {
    var sandbox = hosts(tool, "sandbox").toList();
    for (var other : contracts.all()) {
      hosts(other, "production")
        .filter(host -> sandbox.stream().anyMatch(host::meets))
        .findFirst()
        .ifPresent(host -> {
          throw new BrokenDefinitionException(
            tool.file(),
            List.of(
              "with the settings of this node its sandbox leads to %s, which is production in %s".formatted(
                host.name(),
                other.file()
              )
            )
          );
        });
    }
  }

  private Stream<Address.Host> hosts(Tool tool, String environment) {
    return Stream.ofNullable(tool.contract().environments().get(environment))
      .flatMap(binding -> adapters.address(binding.target()).stream())
      .filter(url -> !url.contains("${"))
      .map(Address::of)
      .filter(address -> !address.hostIsGiven())
      .flatMap(address -> address.hosts(List.of()).stream());
  }
}
