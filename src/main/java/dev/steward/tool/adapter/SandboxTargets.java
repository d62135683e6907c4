package dev.steward.tool.adapter;

import dev.steward.tool.contract.Address;
import dev.steward.tool.contract.ContractSet;
import dev.steward.tool.contract.Tool;
import dev.steward.tool.contract.ToolClass;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Whoever tries something out must not change anything in earnest. The contracts' own check compares what the files say; this one
 * compares where that leads to with the settings of this node.
 */
@Component
public class SandboxTargets {

  private final Adapters adapters;

  SandboxTargets(Adapters adapters) {
    this.adapters = adapters;
  }

  /** @param tool whose sandbox leads to what is production elsewhere */
  public record Problem(Tool tool, String sentence) {}

  public List<Problem> problems(ContractSet set) {
    return set
      .all()
      .stream()
      .filter(tool -> tool.contract().toolClass() != ToolClass.READ)
      .flatMap(tool -> problem(tool, set).stream())
      .toList();
  }

  private Optional<Problem> problem(Tool tool, ContractSet set) {
    var sandbox = hosts(tool, "sandbox").toList();
    return set
      .all()
      .stream()
      .flatMap(other ->
        hosts(other, "production")
          .filter(host -> sandbox.stream().anyMatch(host::meets))
          .map(host ->
            "with the settings of this node its sandbox leads to %s, which is production in %s".formatted(
              host.name(),
              other.file()
            )
          )
      )
      .findFirst()
      .map(sentence -> new Problem(tool, sentence));
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
