package dev.steward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** Runs the web app's own tests in a real browser, on the running application with its demo leads. */
@TestPropertySource(properties = { "steward.demo.leads=true", "steward.review.sample.share=1" })
class BrowserIT extends ApplicationIT {

  private static final Path DOCS = Path.of("docs/images");
  private static final int MOST_BYTES = 300_000;

  @Autowired
  private JdbcClient jdbc;

  @Test
  void worksForAnApprover() throws Exception {
    Browser.runs("approver", port(), Map.of());
    show("inbox", "decision-card", "instance", "sample-card");
  }

  @Test
  void worksForWhoeverDeploys() throws Exception {
    Browser.runs("deployment", port(), Map.of());
    show("deployment");
  }

  @Test
  void worksForWhoeverDraws() throws Exception {
    Browser.runs("modeler", port(), Map.of());
    show("modeler-agent");
  }

  @Test
  void worksForWhoeverRehearses() throws Exception {
    Browser.runs("rehearsal", port(), Map.of());
    show("modeler-from-scratch", "rehearsal");
  }

  @Test
  void worksForWhoeverAnswersForAWorkflow() throws Exception {
    Browser.runs("readiness", port(), Map.of());
    show("readiness");
  }

  @Test
  void worksForWhoeverChangesAgentsAndTools() throws Exception {
    Browser.runs("agents", port(), Map.of());
    show("agent-store");
  }

  @Test
  void worksForAnOperator() throws Exception {
    Browser.runs("operator", port(), Map.of());
    show(
      "incidents",
      "process",
      "instances",
      "instance-operator",
      "instance-data",
      "audit",
      "away"
    );
  }

  @Test
  void worksForWhoeverAttachesFiles() throws Exception {
    Browser.runs("attachments", port(), Map.of());
  }

  @Test
  void worksForWhoeverLooksThingsUp() throws Exception {
    Browser.runs("knowledge", port(), Map.of());
    show("knowledge");
  }

  @Test
  void worksForWhoeverHolds() throws Exception {
    Browser.runs("retention", port(), Map.of());
    show("retention");
  }

  @Test
  void hasNoPageThatIsInAnybodysWay() throws Exception {
    Browser.runs("pages", port(), Map.of());
  }

  @Test
  void worksForWhoeverWatches() throws Exception {
    Browser.runs("watching", port(), Map.of());
    show("instance-watched");
  }

  @Test
  void worksForWhoeverMeasures() throws Exception {
    new PastWork(scenario, jdbc).happen();
    Browser.runs("monitoring", port(), Map.of());
    show("monitoring", "alerts");
  }

  /** In the documentation, where it is to be brought up to date. */
  private static void show(String... screenshots) throws IOException {
    if (!Boolean.getBoolean("screenshots.update")) {
      return;
    }
    Files.createDirectories(DOCS);
    for (var name : screenshots) {
      var taken = Browser.SCREENSHOTS.resolve(name + ".png");
      if (Files.size(taken) > MOST_BYTES) {
        throw new AssertionError(taken + " is too big for the documentation: " + Files.size(taken));
      }
      Files.copy(taken, DOCS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
