package dev.steward.retention;

import dev.steward.process.spi.EndedInstances;
import dev.steward.process.spi.EndedInstances.Member;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** How long the instances of each workflow are kept after their end. */
@Component
class RetentionRules {

  private static final Logger log = LoggerFactory.getLogger(RetentionRules.class);

  private final EndedInstances instances;
  private final RetentionProperties properties;
  private final Clock clock;

  RetentionRules(EndedInstances instances, RetentionProperties properties, Clock clock) {
    this.instances = instances;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * @param period null where instances are kept for ever
   * @param said whether the workflow's map says it, or the default counts
   */
  record Rule(String processKey, String name, @Nullable Period period, boolean said) {}

  List<Rule> all() {
    return instances.workflows().stream().map(this::rule).toList();
  }

  private Rule rule(EndedInstances.Workflow workflow) {
    var said = workflow.retention();
    return said == null
      ? new Rule(workflow.processKey(), workflow.name(), properties.defaultPeriod(), false)
      : new Rule(workflow.processKey(), workflow.name(), parse(workflow.processKey(), said), true);
  }

  // What was deployed before the check knew the attribute may hold anything.
  private static @Nullable Period parse(String processKey, String text) {
    try {
      var period = Period.parse(text);
      if (!period.isZero() && !period.isNegative()) {
        return period;
      }
    } catch (DateTimeException e) {
      log.debug("No period: {}", e.getMessage());
    }
    log.warn("Instances of {} are kept for ever: '{}' is no period", processKey, text);
    return null;
  }

  /** What ended before this moment has been kept for long enough. */
  Instant endedBefore(Period period) {
    return clock.instant().atZone(ZoneOffset.UTC).minus(period).toInstant();
  }

  /**
   * Before when all that belong together must have ended, by the longest period of their workflows.
   *
   * @return empty where the first of them is kept for ever
   */
  Optional<Instant> endedBefore(List<Member> family, Collection<Rule> rules) {
    var byKey = rules
      .stream()
      .filter(rule -> rule.period() != null)
      .collect(Collectors.toMap(Rule::processKey, rule -> endedBefore(rule.period())));
    if (!byKey.containsKey(family.getFirst().processKey())) {
      return Optional.empty();
    }
    return family
      .stream()
      .map(Member::processKey)
      .filter(byKey::containsKey)
      .map(byKey::get)
      .min(Instant::compareTo);
  }
}
