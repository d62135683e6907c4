package dev.steward.alert;

import dev.steward.identity.Actor;
import dev.steward.monitoring.Readings;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses rules that could never hold, or would act for somebody who has no part in them. */
@Component
class AlertCheck {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(31);

  private final Readings readings;
  private final AlertProperties properties;
  private final JdbcClient jdbc;

  AlertCheck(Readings readings, AlertProperties properties, JdbcClient jdbc) {
    this.readings = readings;
    this.properties = properties;
    this.jdbc = jdbc;
  }

  /**
   * @param writer may have processes started for themselves, or for a service
   * @throws ProblemException 422 naming every field that does not fit
   */
  void check(AlertRule rule, Actor writer) {
    var errors = new ArrayList<FieldError>();
    readings
      .refusal(rule.figure(), rule.scope())
      .ifPresent(refusal -> errors.add(new FieldError("/" + refusal.field(), refusal.message())));
    if (rule.window().compareTo(SHORTEST) < 0 || rule.window().compareTo(LONGEST) > 0) {
      errors.add(new FieldError("/window", "must be from one hour (PT1H) to 31 days (P31D)"));
    }
    if (rule.minimum() > 0 && readings.isPlain(rule.figure())) {
      errors.add(new FieldError("/minimum", "must be 0: this figure is a plain number"));
    }
    process(rule.processKey(), "/processKey", errors);
    if (
      rule
        .groups()
        .stream()
        .anyMatch(group -> group == null || group.isBlank())
    ) {
      errors.add(new FieldError("/tell", "must name groups"));
    }
    var start = rule.start();
    if (start != null) {
      process(start.processKey(), "/start/processKey", errors);
      if (!start.as().equals(writer.name()) && !properties.servicePeople().contains(start.as())) {
        errors.add(
          new FieldError("/start/as", "must be you, or an account that is set up for services")
        );
      }
    }
    if (!errors.isEmpty()) {
      throw ProblemException.invalid("This is no rule that could hold", errors);
    }
  }

  private void process(@Nullable String key, String path, List<FieldError> errors) {
    if (key != null && !isDeployed(key)) {
      errors.add(new FieldError(path, "names no process that is deployed"));
    }
  }

  private boolean isDeployed(String key) {
    return Objects.requireNonNull(
      jdbc
        .sql(
          "SELECT EXISTS (SELECT 1 FROM act_re_procdef WHERE key_ = :key AND coalesce(tenant_id_, '') = '')"
        )
        .param("key", key)
        .query(Boolean.class)
        .single()
    );
  }
}
