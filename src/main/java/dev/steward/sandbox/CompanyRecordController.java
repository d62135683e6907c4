package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the CRM knows about companies, by their domain. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/crm/companies")
class CompanyRecordController {

  private static final String SYSTEM = "crm";

  private final JdbcClient jdbc;
  private final Effects effects;
  private final Faults faults;

  CompanyRecordController(JdbcClient jdbc, Effects effects, Faults faults) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.faults = faults;
  }

  record Company(
    String domain,
    String name,
    @Nullable String industry,
    @Nullable String country,
    @Nullable Integer employees,
    @Nullable String note
  ) {}

  record Update(
    @Nullable @Size(max = 200) String industry,
    @Nullable @Size(max = 100) String country,
    @Nullable @PositiveOrZero Integer employees,
    @Nullable @Size(max = 2000) String note
  ) {}

  /**
   * @param previous what to write to undo the update
   */
  record Updated(String domain, Company previous) {}

  @GetMapping("/{domain}")
  Company read(@PathVariable String domain) {
    faults.strikeRead(SYSTEM, "read-company");
    return find(domain, "");
  }

  /** What the update leaves out stays as it is. */
  @PatchMapping("/{domain}")
  JsonNode update(
    @PathVariable String domain,
    @RequestBody @Valid Update update,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "update-company", key, List.of(domain, update), used ->
      change(domain, update)
    );
  }

  private Updated change(String domain, Update update) {
    var previous = find(domain, " FOR UPDATE");
    jdbc
      .sql(
        """
        UPDATE sandbox_crm_company
        SET industry = coalesce(:industry::text, industry),
            country = coalesce(:country::text, country),
            employees = coalesce(:employees::integer, employees),
            note = coalesce(:note::text, note), updated_at = now()
        WHERE domain = :domain
        """
      )
      .param("industry", update.industry())
      .param("country", update.country())
      .param("employees", update.employees())
      .param("note", update.note())
      .param("domain", domain)
      .update();
    return new Updated(domain, previous);
  }

  private Company find(String domain, String lock) {
    return jdbc
      .sql(
        "SELECT domain, name, industry, country, employees, note FROM sandbox_crm_company WHERE domain = ?" +
          lock
      )
      .param(domain)
      .query(Company.class)
      .optional()
      .orElseThrow(() ->
        SandboxProblem.notFound("company-not-found", "The CRM has no such company")
      );
  }
}
