package dev.steward.process.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.process.definition.FormController.Definition;
import dev.steward.process.definition.FormController.Summary;
import dev.steward.process.form.Forms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flowable.engine.RepositoryService;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** The forms of the folder, and those that the newest version of a process was deployed with. */
@Component
class KnownForms {

  private static final String SUFFIX = Forms.resource("");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  private final DefinitionProperties folders;
  private final DeployedForms deployed;
  private final RepositoryService repository;
  private final ObjectMapper json;

  KnownForms(
    DefinitionProperties folders,
    DeployedForms deployed,
    RepositoryService repository,
    ObjectMapper json
  ) {
    this.folders = folders;
    this.deployed = deployed;
    this.repository = repository;
    this.json = json;
  }

  /** In the order of their keys. */
  List<Summary> all() {
    var holders = holders();
    var inFolder = inFolder();
    return Stream.concat(inFolder.stream(), holders.keySet().stream())
      .distinct()
      .sorted()
      .flatMap(key -> {
        var processes = holders.getOrDefault(key, Collections.emptySortedMap());
        return DeployedForms.inFolder(folders, key)
          .or(() -> first(processes, key))
          .map(this::schema)
          .map(schema ->
            new Summary(
              key,
              title(key, schema),
              description(schema),
              inFolder.contains(key),
              List.copyOf(processes.keySet())
            )
          )
          .stream();
      })
      .toList();
  }

  /** @param processKey of the process that would name it; null where it is not known */
  Optional<Definition> find(String key, @Nullable String processKey) {
    if (!KEY.matcher(key).matches()) {
      return Optional.empty();
    }
    var usual =
      processKey == null ? DeployedForms.inFolder(folders, key) : deployed.find(processKey, key);
    return usual
      .or(() -> first(holders().getOrDefault(key, Collections.emptySortedMap()), key))
      .map(this::schema)
      .filter(schema -> !schema.isMissingNode())
      .map(schema -> new Definition(key, title(key, schema), schema));
  }

  /** Deployments by the keys of their processes, for each form. */
  private SortedMap<String, SortedMap<String, String>> holders() {
    var holders = new TreeMap<String, SortedMap<String, String>>();
    var newest = repository
      .createProcessDefinitionQuery()
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .list();
    for (var process : newest) {
      DeployedForms.names(repository, process.getDeploymentId())
        .stream()
        .filter(name -> name.endsWith(SUFFIX))
        .forEach(name ->
          holders
            .computeIfAbsent(name.substring(0, name.length() - SUFFIX.length()), key ->
              new TreeMap<>()
            )
            .put(process.getKey(), process.getDeploymentId())
        );
    }
    return holders;
  }

  private Optional<byte[]> first(SortedMap<String, String> deployments, String key) {
    return deployments
      .values()
      .stream()
      .findFirst()
      .map(deployment -> DeployedForms.read(repository, deployment, Forms.resource(key)));
  }

  private Set<String> inFolder() {
    if (!Files.isDirectory(folders.forms())) {
      return Set.of();
    }
    try (var files = Files.list(folders.forms())) {
      return files
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(SUFFIX))
        .map(name -> name.substring(0, name.length() - SUFFIX.length()))
        .filter(key -> KEY.matcher(key).matches())
        .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(folders.forms() + " cannot be read", e);
    }
  }

  /** Missing for a file that no process names and that nobody has checked. */
  private JsonNode schema(byte[] content) {
    try {
      return json.readTree(content);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Its own, or its key in words: editors give a form none. */
  private static String title(String key, JsonNode schema) {
    var own = schema.path("title").asText("").strip();
    return own.isEmpty() ? StringUtils.capitalize(key.replaceAll("[._-]+", " ").strip()) : own;
  }

  private static @Nullable String description(JsonNode schema) {
    return schema
      .path("components")
      .valueStream()
      .filter(component -> component.path("type").asText().equals("text"))
      .map(component -> component.path("text").asText("").strip())
      .filter(text -> !text.isEmpty())
      .findFirst()
      .orElse(null);
  }
}
