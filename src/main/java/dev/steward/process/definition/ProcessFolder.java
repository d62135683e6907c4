package dev.steward.process.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.problem.BrokenDefinitionException;
import dev.steward.process.form.Form;
import dev.steward.process.form.Forms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flowable.bpmn.converter.BpmnXMLConverter;
import org.flowable.bpmn.exceptions.XMLException;
import org.flowable.bpmn.model.BpmnModel;
import org.flowable.bpmn.model.StartEvent;
import org.flowable.bpmn.model.UserTask;
import org.flowable.common.engine.impl.util.io.BytesStreamSource;
import org.flowable.engine.ProcessEngineConfiguration;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.validation.ProcessValidator;
import org.flowable.validation.ValidationError;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.xml.sax.SAXParseException;

/**
 * Deploys {@code processes/*.bpmn} at start, each with the forms it uses, under a stable name: unchanged content makes no new
 * version. A process with its forms is one deployment, so that a changed form is a new version too.
 */
@Component
class ProcessFolder implements SmartInitializingSingleton {

  private static final Logger log = LoggerFactory.getLogger(ProcessFolder.class);

  private final DefinitionProperties folders;
  private final RepositoryService repository;
  private final ProcessValidator validator;
  private final ObjectMapper json;

  ProcessFolder(
    DefinitionProperties folders,
    RepositoryService repository,
    ProcessEngineConfiguration engine,
    ObjectMapper json
  ) {
    this.folders = folders;
    this.repository = repository;
    this.validator = ((ProcessEngineConfigurationImpl) engine).getProcessValidator();
    this.json = json;
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
    try (var files = Files.list(folders.processes())) {
      files
        .filter(file -> file.toString().endsWith(".bpmn"))
        .sorted()
        .forEach(this::deploy);
    } catch (IOException e) {
      throw new BrokenDefinitionException(
        folders.processes().toString(),
        List.of("the folder cannot be read: " + e.getMessage())
      );
    }
  }

  private void deploy(Path file) {
    var name = folders.processes().getFileName() + "/" + file.getFileName();
    var xml = read(file, name);
    var model = parse(xml, name);
    var deployment = repository
      .createDeployment()
      .name(name)
      .enableDuplicateFiltering()
      .addBytes(file.getFileName().toString(), xml);
    for (var formKey : formKeys(model)) {
      deployment.addBytes(Forms.resource(formKey), form(formKey, name));
    }
    var deployed = deployment.deploy();
    if (deployed.isNew()) {
      log.info("Deployed {}", name);
    }
  }

  private BpmnModel parse(byte[] xml, String name) {
    BpmnModel model;
    try {
      model = new BpmnXMLConverter().convertToBpmnModel(new BytesStreamSource(xml), true, true);
    } catch (XMLException e) {
      throw new BrokenDefinitionException(name, List.of("it is no valid BPMN: " + rootMessage(e)));
    }
    var problems = validator
      .validate(model)
      .stream()
      .filter(error -> !error.isWarning())
      .map(ProcessFolder::sentence)
      .toList();
    if (!problems.isEmpty()) {
      throw new BrokenDefinitionException(name, problems);
    }
    return model;
  }

  private byte[] form(String formKey, String process) {
    var file = folders.forms().resolve(Forms.resource(formKey));
    var name = folders.forms().getFileName() + "/" + file.getFileName();
    if (!Files.isRegularFile(file)) {
      throw new BrokenDefinitionException(
        process,
        List.of("it names the form '" + formKey + "', but there is no file " + name)
      );
    }
    var bytes = read(file, name);
    try {
      Form.parse(json.readTree(bytes));
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new BrokenDefinitionException(
        name,
        List.of(
          "line %d, column %d: %s".formatted(
            place.getLineNr(),
            place.getColumnNr(),
            e.getOriginalMessage()
          )
        )
      );
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenDefinitionException(name, List.of(String.valueOf(e.getMessage())));
    }
    return bytes;
  }

  private static Set<String> formKeys(BpmnModel model) {
    var keys = new TreeSet<String>();
    for (var process : model.getProcesses()) {
      process
        .findFlowElementsOfType(UserTask.class, true)
        .forEach(task -> add(keys, task.getFormKey()));
      process
        .findFlowElementsOfType(StartEvent.class, true)
        .forEach(start -> add(keys, start.getFormKey()));
    }
    return keys;
  }

  private static void add(Set<String> keys, @Nullable String key) {
    if (key != null && !key.isBlank()) {
      keys.add(key);
    }
  }

  private static byte[] read(Path file, String name) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new BrokenDefinitionException(name, List.of("it cannot be read: " + e.getMessage()));
    }
  }

  private static String sentence(ValidationError error) {
    var element = error.getActivityId() == null ? "" : "element '" + error.getActivityId() + "': ";
    var line = error.getXmlLineNumber() > 0 ? "line " + error.getXmlLineNumber() + ", " : "";
    return line + element + error.getDefaultDescription();
  }

  private static String rootMessage(Throwable e) {
    var cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    var line =
      cause instanceof SAXParseException parse && parse.getLineNumber() > 0
        ? "line " + parse.getLineNumber() + ", "
        : "";
    return line + cause.getMessage();
  }
}
