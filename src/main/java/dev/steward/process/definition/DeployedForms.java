package dev.steward.process.definition;

import dev.steward.process.check.DeploymentCheck;
import dev.steward.process.form.Forms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.flowable.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** Forms that a diagram names and that were not sent with it: those of its newest version, else those of the folder. */
@Component
class DeployedForms implements DeploymentCheck.OtherForms {

  private final RepositoryService repository;
  private final DefinitionProperties folders;

  DeployedForms(RepositoryService repository, DefinitionProperties folders) {
    this.repository = repository;
    this.folders = folders;
  }

  @Override
  public Optional<byte[]> find(String processKey, String formKey) {
    var name = Forms.resource(formKey);
    var newest = repository
      .createProcessDefinitionQuery()
      .processDefinitionKey(processKey)
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .singleResult();
    if (newest != null && names(repository, newest.getDeploymentId()).contains(name)) {
      return Optional.of(read(repository, newest.getDeploymentId(), name));
    }
    return inFolder(folders, formKey);
  }

  static Optional<byte[]> inFolder(DefinitionProperties folders, String formKey) {
    var file = folders.forms().resolve(Forms.resource(formKey));
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Of what somebody has written. */
  static List<String> names(RepositoryService repository, String deploymentId) {
    return repository
      .getDeploymentResourceNames(deploymentId)
      .stream()
      .filter(name -> name.endsWith(".bpmn") || name.endsWith(".form") || name.endsWith(".dmn"))
      .sorted()
      .toList();
  }

  static byte[] read(RepositoryService repository, String deploymentId, String name) {
    try (var stream = repository.getResourceAsStream(deploymentId, name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("The deployed file " + name + " cannot be read", e);
    }
  }
}
