package dev.steward.sandbox;

import com.fasterxml.jackson.annotation.JsonRawValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A directory of companies, such as a commercial data provider sells. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/companies")
class CompanyController {

  private final JdbcClient jdbc;
  private final Faults faults;

  CompanyController(JdbcClient jdbc, Faults faults) {
    this.jdbc = jdbc;
    this.faults = faults;
  }

  /**
   * @param news a JSON array of {date, headline}, newest first
   */
  record Company(
    String name,
    String domain,
    String country,
    String industry,
    int employees,
    long revenueEur,
    int founded,
    String summary,
    @JsonRawValue String news
  ) {}

  @GetMapping
  Company find(@RequestParam String name) {
    faults.strikeRead("company-information", "lookup");
    return jdbc
      .sql(
        """
        SELECT name, domain, country, industry, employees, revenue_eur, founded, summary,
               news::text AS news
        FROM sandbox_company WHERE lower(name) = lower(:name) OR domain = lower(:name)
        """
      )
      .param("name", name.trim())
      .query(Company.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("company-not-found", "The directory knows no company of this name")
      );
  }
}
