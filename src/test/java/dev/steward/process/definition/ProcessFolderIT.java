package dev.steward.process.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.problem.BrokenDefinitionException;
import dev.steward.process.check.DeploymentCheck;
import dev.steward.scenario.ApplicationIT;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.flowable.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What a start makes of the definition folders: a new version exactly where content changed. */
class ProcessFolderIT extends ApplicationIT {

  private static final String PROCESS = """
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:flowable="http://flowable.org/bpmn" targetNamespace="test">
    <process id="folder-test" name="Folder test" isExecutable="true">
      <startEvent id="start" flowable:formKey="folder-form"/>
      <sequenceFlow id="flow" sourceRef="start" targetRef="end"/>
      <endEvent id="end"/>
    </process>
  </definitions>
  """;
  private static final String FORM =
    "{\"components\": [{\"type\": \"textfield\", \"key\": \"name\"}]}";

  @TempDir
  private Path folder;

  @Autowired
  private RepositoryService repository;

  @Autowired
  private DeploymentCheck check;

  @Autowired
  private DeploymentRows rows;

  @Autowired
  private TransactionTemplate transaction;

  @BeforeEach
  void write() throws IOException {
    write("folder-test.bpmn", PROCESS);
    write("folder-form.form", FORM);
  }

  @AfterEach
  void removeWhatWasDeployed() {
    repository
      .createDeploymentQuery()
      .processDefinitionKey("folder-test")
      .list()
      .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
  }

  @Test
  void makesANewVersionOnlyWhenTheProcessOrItsFormChanged() throws IOException {
    start();
    start();
    assertThat(latestVersion()).isEqualTo(1);

    write("folder-form.form", FORM.replace("name", "title"));
    start();
    assertThat(latestVersion()).isEqualTo(2);

    write("folder-test.bpmn", PROCESS.replace("Folder test", "Another name"));
    start();
    start();
    assertThat(latestVersion()).isEqualTo(3);
  }

  @Test
  void namesFileAndReasonAndDeploysNothing() throws IOException {
    write("folder-form.form", "{\"components\": [}");
    assertRefused("folder-form.form", "line 1");

    Files.delete(folder.resolve("folder-form.form"));
    assertRefused("folder-test.bpmn", "folder-form.form");

    write("folder-test.bpmn", PROCESS.replace("</process>", ""));
    assertRefused("folder-test.bpmn", "no valid BPMN");

    write("folder-test.bpmn", PROCESS.replace("targetRef=\"end\"", "targetRef=\"nowhere\""));
    assertRefused("folder-test.bpmn", "'nowhere'");

    assertThat(
      repository.createProcessDefinitionQuery().processDefinitionKey("folder-test").count()
    ).isZero();
  }

  private void start() {
    new ProcessFolder(
      new DefinitionProperties(folder, folder),
      check,
      repository,
      rows,
      transaction
    ).afterSingletonsInstantiated();
  }

  private int latestVersion() {
    return repository
      .createProcessDefinitionQuery()
      .processDefinitionKey("folder-test")
      .latestVersion()
      .singleResult()
      .getVersion();
  }

  private void assertRefused(String file, String reason) {
    assertThatThrownBy(this::start)
      .isInstanceOf(BrokenDefinitionException.class)
      .hasMessageContaining(file)
      .hasMessageContaining(reason);
  }

  private void write(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
  }
}
