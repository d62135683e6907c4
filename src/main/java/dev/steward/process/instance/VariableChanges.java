package dev.steward.process.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.json.CanonicalJson;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import dev.steward.process.engine.JsonVariables;
import dev.steward.process.engine.VariableLabels;
import dev.steward.process.engine.VariableReaders;
import dev.steward.process.spi.Labels;
import java.util.List;
import java.util.Map;
import org.flowable.engine.RuntimeService;
import org.flowable.engine.runtime.ProcessInstance;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Operators put another value into a variable. */
@Component
class VariableChanges {

  static final String CHANGED = "variable.changed";

  private final Instances instances;
  private final InstanceVariables variables;
  private final RuntimeService runtime;
  private final VariableLabels labels;
  private final VariableReaders readers;
  private final AuditTrail audit;
  private final JdbcClient jdbc;
  private final ObjectMapper json;

  VariableChanges(
    Instances instances,
    InstanceVariables variables,
    RuntimeService runtime,
    VariableLabels labels,
    VariableReaders readers,
    AuditTrail audit,
    JdbcClient jdbc,
    ObjectMapper json
  ) {
    this.instances = instances;
    this.variables = variables;
    this.runtime = runtime;
    this.labels = labels;
    this.readers = readers;
    this.audit = audit;
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * What somebody types counts as untrusted from then on, whatever was there before: nobody has checked where it comes from. It
   * stays as confidential as it was.
   *
   * @throws ProblemException 404 for a variable that is not there, 409 where the instance has ended, the value is another one by now
   *     or a task at work has read it, 422 for a value that cannot be stored
   */
  @Transactional
  public void change(String id, String name, VariableChange change, Actor operator) {
    var instance = running(id, operator);
    storable(change.value());
    JsonNode old = json.valueToTree(locked(id, name));
    var oldDigest = CanonicalJson.sha256(old);
    if (change.digest() != null && !change.digest().equals(oldDigest)) {
      throw ProblemException.conflict(
        "variable-changed",
        "The variable holds another value by now. Read it again and repeat."
      );
    }
    var reading = readers.of(instance.getProcessDefinitionId(), activities(id), name);
    if (!reading.isEmpty() && !change.evenIfRead()) {
      throw ProblemException.conflict(
        "variable-in-use",
        "'%s' has been given the old value and goes on with it. Say that the variable shall be changed even so, or wait.".formatted(
          String.join("', '", reading)
        )
      );
    }
    boolean confidential = variables.labels(id, name).confidential();
    labels.record(
      instance.getRootProcessInstanceId(),
      id,
      List.of(name),
      new Labels(true, confidential),
      operator.name()
    );
    audit.record(
      new AuditEntry(
        CHANGED,
        operator.name(),
        null,
        instance.getProcessDefinitionKey(),
        id,
        null,
        null,
        "Changed '%s' by hand: %s".formatted(name, change.reason()),
        Map.of(
          "variable",
          name,
          "oldDigest",
          oldDigest,
          "newDigest",
          CanonicalJson.sha256(change.value()),
          "reason",
          change.reason(),
          "readBefore",
          reading
        )
      )
    );
    runtime.setVariableLocal(id, name, JsonVariables.toEngine(change.value()));
  }

  private ProcessInstance running(String id, Actor operator) {
    instances.require(id, operator);
    var instance = runtime.createProcessInstanceQuery().processInstanceId(id).singleResult();
    if (instance == null) {
      throw ProblemException.conflict("instance-ended", "The instance has ended already");
    }
    return instance;
  }

  /** Whoever writes it now waits here, or finds that it has changed: the engine numbers the versions of a variable. */
  private @Nullable Object locked(String id, String name) {
    var found = jdbc
      .sql(
        """
        SELECT id_ FROM act_ru_variable
        WHERE execution_id_ = :id AND name_ = :name AND task_id_ IS NULL FOR UPDATE
        """
      )
      .param("id", id)
      .param("name", name)
      .query(String.class)
      .optional();
    if (found.isEmpty()) {
      throw ProblemException.notFound(
        "variable-not-found",
        "The instance has no variable '" + name + "'"
      );
    }
    return runtime.getVariableLocal(id, name);
  }

  private List<String> activities(String id) {
    return jdbc
      .sql(
        "SELECT DISTINCT act_id_ FROM act_ru_actinst WHERE proc_inst_id_ = :id AND end_time_ IS NULL"
      )
      .param("id", id)
      .query(String.class)
      .list();
  }

  private static void storable(JsonNode value) {
    // The database stores no NUL in a text.
    if (value.toString().contains("\\u0000")) {
      throw ProblemException.invalid(
        "The value holds a character that cannot be stored",
        List.of(new FieldError("/value", "holds the character NUL"))
      );
    }
  }
}
