package dev.steward.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.catalogue.Catalogue;
import dev.steward.catalogue.Folders;
import dev.steward.catalogue.InForce;
import dev.steward.catalogue.Kind;
import dev.steward.catalogue.StoredDefinition;
import dev.steward.json.DefinitionFiles;
import dev.steward.json.DefinitionFiles.Definition;
import dev.steward.json.DefinitionProblems;
import dev.steward.problem.BrokenDefinitionException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The agent roles in force: those of {@code agents/*.yaml}, and what people have stored since. Every version that ever ran is kept. */
@Component
class AgentRoles {

  private static final Logger log = LoggerFactory.getLogger(AgentRoles.class);

  private final RoleCheck check;
  private final Catalogue catalogue;
  private final Prompts prompts;
  private final ObjectMapper json;
  private final Map<String, AgentRole> byDigest = new ConcurrentHashMap<>();
  private volatile Stamped current;

  /**
   * @param digest identifies the text of the role
   * @param prompt digest of the system prompt
   */
  record Version(String digest, AgentRole role, String prompt) {}

  private record Stamped(long stamp, Map<String, Version> roles) {}

  /** @throws BrokenDefinitionException with file, line and reason of everything that is wrong; nothing is taken over then */
  AgentRoles(
    @Value("${steward.agents:agents}") Path folder,
    RoleCheck check,
    Catalogue catalogue,
    Folders folders,
    Prompts prompts,
    ObjectMapper json,
    TransactionTemplate transaction
  ) {
    this.check = check;
    this.catalogue = catalogue;
    this.prompts = prompts;
    this.json = json;
    var files = read(folder);
    this.current = Objects.requireNonNull(
      transaction.execute(open -> {
        folders.takeOver(Kind.AGENT, files.stream().map(this::stored).toList());
        return read();
      })
    );
    warnOfWhatNoLongerFits();
  }

  Optional<Version> find(String name) {
    return Optional.ofNullable(current.roles().get(name));
  }

  /** In the order of their names. */
  Collection<Version> all() {
    return current.roles().values();
  }

  /** The role as a run was started with, even where another version is in force since. */
  AgentRole pinned(String digest) {
    return byDigest.computeIfAbsent(digest, unknown ->
      parse(unknown, catalogue.source(Kind.AGENT, unknown)).value()
    );
  }

  /** What somebody stored on another node counts here within a second. */
  @Scheduled(fixedDelay = 1000)
  void refresh() {
    try {
      if (catalogue.stamp(Kind.AGENT) != current.stamp()) {
        readAgain();
      }
    } catch (RuntimeException e) {
      log.warn("The agents cannot be read, those known stay in force: {}", e.getMessage());
    }
  }

  StoredDefinition stored(Definition<AgentRole> definition) {
    var role = definition.value();
    return StoredDefinition.of(role.name(), definition, json.valueToTree(role));
  }

  private synchronized void readAgain() {
    if (catalogue.stamp(Kind.AGENT) != current.stamp()) {
      current = read();
    }
  }

  private List<Definition<AgentRole>> read(Path folder) {
    var problems = new DefinitionProblems();
    var files = DefinitionFiles.read(folder, AgentRole.class, null, problems);
    files.forEach(file -> check.check(file, problems));
    var names = new HashSet<String>();
    files
      .stream()
      .filter(file -> !names.add(file.value().name()))
      .forEach(file ->
        problems.add(file, "/name", "another file defines '" + file.value().name() + "' too")
      );
    problems.report();
    return files;
  }

  private Stamped read() {
    long stamp = catalogue.stamp(Kind.AGENT);
    var roles = new TreeMap<String, Version>();
    for (var stored : catalogue.inForce(Kind.AGENT)) {
      roles.put(stored.name(), version(stored));
    }
    return new Stamped(stamp, roles);
  }

  private Version version(InForce stored) {
    var role = byDigest.computeIfAbsent(stored.version(), unknown ->
      parse(stored.place(), stored.source()).value()
    );
    return new Version(stored.version(), role, prompts.store(Prompt.system(role)));
  }

  private static Definition<AgentRole> parse(String place, String source) {
    var problems = new DefinitionProblems();
    var definition = DefinitionFiles.parse(place, source, AgentRole.class, null, problems);
    problems.report();
    return definition.orElseThrow();
  }

  /** A model or a tool may be gone. Its runs will be refused what is not there, which need not stop all others. */
  private void warnOfWhatNoLongerFits() {
    for (var stored : catalogue.inForce(Kind.AGENT)) {
      var problems = new DefinitionProblems();
      check.check(parse(stored.place(), stored.source()), problems);
      problems
        .findings(stored.place())
        .forEach(finding ->
          log.warn("{}: {} {}", stored.place(), finding.path(), finding.message())
        );
    }
  }
}
