package dev.steward.process.definition;

import dev.steward.problem.BrokenDefinitionException;
import dev.steward.problem.BrokenDefinitionException.BrokenFile;
import dev.steward.process.check.Bundle;
import dev.steward.process.check.CheckedBundle;
import dev.steward.process.check.DeploymentCheck;
import dev.steward.process.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.flowable.engine.RepositoryService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deploys {@code processes/*.bpmn} at start, each with the forms it uses and the decision table of its own name, under a stable name:
 * unchanged content makes no new version. A process with its forms is one deployment, so that a changed form is a new version too.
 */
@Component
class ProcessFolder implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(ProcessFolder.class);
  private static final String DIAGRAM = ".bpmn";

  private final DefinitionProperties folders;
  private final DeploymentCheck check;
  private final RepositoryService repository;
  private final DeploymentRows rows;
  private final TransactionTemplate transaction;

  ProcessFolder(
    DefinitionProperties folders,
    DeploymentCheck check,
    RepositoryService repository,
    DeploymentRows rows,
    TransactionTemplate transaction
  ) {
    this.folders = folders;
    this.check = check;
    this.repository = repository;
    this.rows = rows;
    this.transaction = transaction;
  }

  @Override
  public void afterSingletonsInstantiated() {
    if (!Files.isDirectory(folders.processes())) {
      log.warn(
        "There is no folder {}: no process is deployed from it",
        folders.processes().toAbsolutePath()
      );
      return;
    }
    // All files are checked before the first is deployed.
    var checked = new LinkedHashMap<String, CheckedBundle>();
    diagrams().forEach(file -> checked.put(name(file), check(file)));
    refuse(checked);
    checked.forEach(this::deploy);
  }

  private List<Path> diagrams() {
    try (var files = Files.list(folders.processes())) {
      return files
        .filter(file -> file.toString().endsWith(DIAGRAM))
        .sorted()
        .toList();
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        folders.processes().toString(),
        List.of("the folder cannot be read: " + e.getMessage())
      );
    }
  }

  private CheckedBundle check(Path file) {
    var bundle = new Bundle().with(file.getFileName().toString(), read(file));
    var table = file.resolveSibling(file.getFileName().toString().replace(DIAGRAM, ".dmn"));
    if (Files.isRegularFile(table)) {
      bundle.with(table.getFileName().toString(), read(table));
    }
    return check.check(
      bundle,
      (process, formKey) -> DeployedForms.inFolder(folders, formKey),
      // Another file of the folder may hold it.
      process -> true
    );
  }

  private void refuse(LinkedHashMap<String, CheckedBundle> checked) {
    var broken = new LinkedHashMap<String, List<String>>();
    var homes = new HashMap<String, String>();
    checked.forEach((name, bundle) -> {
      bundle
        .findings()
        .stream()
        .filter(Finding::isError)
        .forEach(error ->
          broken.computeIfAbsent(name(error, name), key -> new ArrayList<>()).add(error.sentence())
        );
      for (var key : bundle.processKeys()) {
        var other = homes.put(key, name);
        if (other != null) {
          broken
            .computeIfAbsent(name, file -> new ArrayList<>())
            .add("the process '%s' is already in %s".formatted(key, other));
        }
      }
    });
    if (!broken.isEmpty()) {
      throw new BrokenDefinitionException(
        broken
          .entrySet()
          .stream()
          .map(file -> new BrokenFile(file.getKey(), file.getValue()))
          .toList()
      );
    }
  }

  private void deploy(String name, CheckedBundle checked) {
    transaction.executeWithoutResult(open -> {
      rows.lock();
      var deployment = repository.createDeployment().name(name).enableDuplicateFiltering();
      checked.resources().forEach(deployment::addBytes);
      var deployed = deployment.deploy();
      rows.insert(
        deployed.getId(),
        "system",
        "Taken over from " + name,
        DeploymentView.Origin.FOLDER,
        null,
        Deployments.digest(checked.resources())
      );
      if (deployed.isNew()) {
        log.info("Deployed {}{}", name, remarks(checked));
      }
    });
  }

  private static String remarks(CheckedBundle checked) {
    return checked.findings().isEmpty()
      ? ""
      : ": " + checked.findings().stream().map(Finding::sentence).collect(Collectors.joining("; "));
  }

  private String name(Path file) {
    return folders.processes().getFileName() + "/" + file.getFileName();
  }

  /** A form is named with the folder it lies in. */
  private String name(Finding finding, String process) {
    return finding.resource().endsWith(".form")
      ? folders.forms().getFileName() + "/" + finding.resource()
      : process;
  }

  private byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        name(file),
        List.of("it cannot be read: " + e.getMessage())
      );
    }
  }
}
