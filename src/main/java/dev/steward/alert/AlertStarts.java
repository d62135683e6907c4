package dev.steward.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.ProcessStarter;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts what alerts ask for, once for each time they are raised: the start and the note of it are committed together. What is refused
 * is refused for good, and stands in the alert's history; what merely did not work is tried again.
 */
@Component
class AlertStarts {

  private static final Logger log = LoggerFactory.getLogger(AlertStarts.class);

  private final Firings firings;
  private final AlertAudit audit;
  private final People people;
  private final ObjectProvider<ProcessStarter> starter;
  private final TransactionTemplate transaction;

  AlertStarts(
    Firings firings,
    AlertAudit audit,
    People people,
    ObjectProvider<ProcessStarter> starter,
    PlatformTransactionManager transactions
  ) {
    this.firings = firings;
    this.audit = audit;
    this.people = people;
    this.starter = starter;
    this.transaction = new TransactionTemplate(transactions);
  }

  void work() {
    firings.toStart().forEach(this::start);
  }

  private void start(UUID id) {
    try {
      transaction.executeWithoutResult(status -> firings.takeToStart(id).ifPresent(this::start));
    } catch (ProblemException e) {
      // What the start had written is gone; why it was refused is written by itself.
      transaction.executeWithoutResult(status ->
        firings.takeToStart(id).ifPresent(firing -> refused(firing, e))
      );
    } catch (RuntimeException e) {
      log.warn("What an alert starts could not be started yet: {}", e.getMessage());
    }
  }

  private void start(Firing firing) {
    var start = Objects.requireNonNull(firing.rule().start());
    var instance = starter
      .getObject()
      .start(
        start.processKey(),
        null,
        variables(firing),
        "alert:" + firing.id(),
        whoever(start.as())
      );
    firings.started(firing.id(), instance);
    audit.started(
      firing,
      "started",
      "Alert %s started %s for %s".formatted(firing.alert(), start.processKey(), start.as()),
      Map.of("process", start.processKey(), "as", start.as(), "started", instance)
    );
  }

  private void refused(Firing firing, ProblemException refusal) {
    var start = Objects.requireNonNull(firing.rule().start());
    firings.failed(firing.id(), refusal.detail());
    audit.started(
      firing,
      "failed",
      "Alert %s could not start %s".formatted(firing.alert(), start.processKey()),
      Map.of("process", start.processKey(), "as", start.as(), "reason", refusal.detail())
    );
  }

  /** As they are now: whoever has left or lost their roles starts nothing any more. */
  private Actor whoever(String name) {
    return people
      .find(name)
      .filter(actor -> !actor.roles().isEmpty())
      .orElseThrow(() -> ProblemException.forbidden("%s may not start processes".formatted(name)));
  }

  private static JsonNode variables(Firing firing) {
    var rule = firing.rule();
    var alert = JsonNodeFactory.instance
      .objectNode()
      .put("name", firing.alert())
      .put("figure", rule.figure())
      .put("value", firing.value())
      .put("threshold", rule.threshold())
      .put("window", rule.window().toString())
      .put("severity", rule.severity().id())
      .put("process", rule.processKey());
    return JsonNodeFactory.instance.objectNode().set("alert", alert);
  }
}
