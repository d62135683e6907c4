package dev.steward.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.identity.Actor;
import dev.steward.identity.People;
import dev.steward.problem.ProblemException;
import dev.steward.process.spi.ProcessStarter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Starts the demo leads once; their idempotency keys make every later start of the application find them started. */
@Component
@ConditionalOnProperty(name = "steward.demo.leads", havingValue = "true", matchIfMissing = true)
class DemoLeads {

  private static final Logger log = LoggerFactory.getLogger(DemoLeads.class);
  private static final String PROCESS = "lead-outreach";

  private final ProcessStarter starter;
  private final People people;
  private final ObjectMapper yaml = new YAMLMapper();

  DemoLeads(ProcessStarter starter, People people) {
    this.starter = starter;
    this.people = people;
  }

  @EventListener(ApplicationReadyEvent.class)
  void seed() throws IOException {
    var app = people.find("app");
    if (app.isEmpty()) {
      return;
    }
    try (var file = new ClassPathResource("demo/leads.yaml").getInputStream()) {
      for (var lead : yaml.readTree(file)) {
        start(lead, app.get());
      }
    } catch (ProblemException e) {
      // Analysts may have changed or removed the sample workflow; that must not keep the application from starting.
      log.warn("The demo leads were not started: {}", e.getMessage());
    }
  }

  private void start(JsonNode entry, Actor app) {
    var key = entry.path("businessKey").asText();
    var variables = JsonNodeFactory.instance.objectNode();
    variables.set("lead", entry.path("lead"));
    starter.start(PROCESS, key, variables, "demo-" + key, app);
  }
}
