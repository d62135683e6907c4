package dev.steward.tool.contract;

import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.Folders;
import dev.steward.catalogue.InForce;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.StoredDefinition;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.problem.BrokenDefinitionException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The tool contracts in force: those of {@code tools/*.yaml}, and what operators have stored since. */
@Component
public class Contracts {

  private static final Logger log = LoggerFactory.getLogger(Contracts.class);

  private final Path folder;
  private final Catalogue catalogue;
  private volatile Stamped current;

  private record Stamped(long stamp, ContractSet set) {}

  /** @throws BrokenDefinitionException with place, line and reason of everything that is wrong; nothing is taken over then */
  public Contracts(
    @Value("${steward.tools:tools}") Path folder,
    Catalogue catalogue,
    Folders folders,
    TransactionTemplate transaction
  ) {
    this.folder = folder;
    this.catalogue = catalogue;
    var problems = new DefinitionProblems();
    var files = ContractSet.files(folder, problems);
    refuseSameNames(files, problems);
    this.current = Objects.requireNonNull(
      transaction.execute(open -> {
        folders.takeOver(
          Kind.TOOL,
          files
            .stream()
            .map(file -> StoredDefinition.of(file.value().name(), file, file.source()))
            .toList()
        );
        return read(problems);
      })
    );
  }

  public Optional<Tool> find(String name) {
    return set().find(name);
  }

  /** In the order of their names. */
  public Collection<Tool> all() {
    return set().all();
  }

  /** All of one moment. */
  public ContractSet set() {
    return current.set();
  }

  /** What somebody stored on another node counts here within a second. */
  @Scheduled(fixedDelay = 1000)
  public void refresh() {
    try {
      if (catalogue.stamp(Kind.TOOL) != current.stamp()) {
        readAgain();
      }
    } catch (RuntimeException e) {
      log.warn("The contracts cannot be read, those known stay in force: {}", e.getMessage());
    }
  }

  private synchronized void readAgain() {
    if (catalogue.stamp(Kind.TOOL) != current.stamp()) {
      current = read(new DefinitionProblems());
    }
  }

  /**
   * The contracts as they would be with this one in force.
   *
   * @param text YAML
   * @param problems learn what stands in the way
   */
  public Optional<Trial> trial(String name, String text, DefinitionProblems problems) {
    return ContractSet.parse(name, text, problems).map(definition -> {
      if (!definition.value().name().equals(name)) {
        problems.add(definition, "/name", "must be '" + name + "'");
      }
      return new Trial(definition, ContractSet.of(set().with(definition), folder, problems));
    });
  }

  /** @param set empty where the contract cannot be used */
  public record Trial(Definition<Contract> definition, Optional<ContractSet> set) {}

  private Stamped read(DefinitionProblems problems) {
    long stamp = catalogue.stamp(Kind.TOOL);
    var definitions = catalogue
      .inForce(Kind.TOOL)
      .stream()
      .flatMap(stored -> definition(stored, problems).stream())
      .toList();
    var set = ContractSet.of(definitions, folder, problems);
    problems.report();
    return new Stamped(stamp, set.orElseThrow());
  }

  private static Optional<Definition<Contract>> definition(
    InForce stored,
    DefinitionProblems problems
  ) {
    return ContractSet.parse(stored.place(), stored.source(), problems).map(read ->
      // A version keeps its name, also one whose text was not kept as its author wrote it.
      new Definition<>(read.name(), stored.version(), read.text(), read.source(), read.value())
    );
  }

  private static void refuseSameNames(
    Collection<Definition<Contract>> files,
    DefinitionProblems problems
  ) {
    var seen = new HashMap<String, String>();
    for (var file : files) {
      var other = seen.putIfAbsent(file.value().name(), file.name());
      if (other != null) {
        problems.add(file, "/name", other + " defines this tool too");
      }
    }
  }
}
