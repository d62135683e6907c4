package dev.steward.sandbox;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pages of servers outside. Asking for one tells its server the address, so every request is kept. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/web")
class WebController {

  private final JdbcClient jdbc;
  private final Faults faults;

  WebController(JdbcClient jdbc, Faults faults) {
    this.jdbc = jdbc;
    this.faults = faults;
  }

  record Page(String url, String title, String body) {}

  @GetMapping
  Page read(@RequestParam String url) {
    faults.strikeRead("web", "read");
    jdbc.sql("INSERT INTO sandbox_page_request (url) VALUES (?)").param(url).update();
    return jdbc
      .sql("SELECT url, title, body FROM sandbox_page WHERE url = ?")
      .param(url)
      .query(Page.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("page-not-found", "There is no page at this address")
      );
  }
}
