package dev.steward.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Runs the web app's own tests in a real browser, on the running application with its demo leads. */
@TestPropertySource(properties = { "steward.demo.leads=true", "steward.review.sample.share=1" })
class BrowserIT extends ApplicationIT {

  /** What the documentation shows. */
  private static final List<String> SHOWN = List.of("inbox", "decision-card", "instance");

  private static final Path DOCS = Path.of("docs/images");
  private static final int MOST_BYTES = 300_000;

  @Test
  void worksForAnApprover() throws Exception {
    Browser.runs("approver", port(), Map.of());
    if (Boolean.getBoolean("screenshots.update")) {
      updateDocumentation();
    }
  }

  @Test
  void worksForWhoeverDeploys() throws Exception {
    Browser.runs("deployment", port(), Map.of());
  }

  @Test
  void worksForWhoeverDraws() throws Exception {
    Browser.runs("modeler", port(), Map.of());
  }

  private static void updateDocumentation() throws IOException {
    Files.createDirectories(DOCS);
    for (var name : SHOWN) {
      var taken = Browser.SCREENSHOTS.resolve(name + ".png");
      if (Files.size(taken) > MOST_BYTES) {
        throw new AssertionError(taken + " is too big for the documentation: " + Files.size(taken));
      }
      Files.copy(taken, DOCS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
