package dev.steward.process.form;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;
import org.flowable.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** Finds the forms that were deployed together with a process, so that a running instance keeps the form it started with. */
@Component
public class Forms {

  private final RepositoryService repository;
  private final ObjectMapper json;

  Forms(RepositoryService repository, ObjectMapper json) {
    this.repository = repository;
    this.json = json;
  }

  /** The resource name of a form in a deployment. */
  public static String resource(String formKey) {
    return formKey + ".form";
  }

  public Optional<Form> find(String deploymentId, String formKey) {
    if (!repository.getDeploymentResourceNames(deploymentId).contains(resource(formKey))) {
      return Optional.empty();
    }
    try (var stream = repository.getResourceAsStream(deploymentId, resource(formKey))) {
      return Optional.of(Form.parse(json.readTree(stream)));
    } catch (IOException e) {
      throw new IllegalStateException("The deployed form '" + formKey + "' cannot be read", e);
    }
  }
}
