package dev.steward.control;

import dev.steward.audit.AuditEntry;
import dev.steward.audit.AuditTrail;
import dev.steward.identity.Actor;
import dev.steward.journal.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What is switched off. Every node reads the table once a second and answers from memory, as every call of every agent asks.
 */
@Component
public class Switches {

  private static final Logger log = LoggerFactory.getLogger(Switches.class);
  private static final String EVERYTHING = "";

  private record Key(SwitchKind kind, String name) {}

  private final JdbcClient jdbc;
  private final AuditTrail audit;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private volatile Map<Key, SwitchState> touched = Map.of();

  Switches(JdbcClient jdbc, AuditTrail audit, ApplicationEventPublisher events, Clock clock) {
    this.jdbc = jdbc;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
    read();
  }

  /** Why a tool must not be called, by whomever. */
  public Optional<String> toolStopped(String tool) {
    return off(SwitchKind.TOOL, tool).map(off ->
      "The tool '%s' is switched off: %s".formatted(tool, off.reason())
    );
  }

  /** Why nothing must happen now in this process for this agent, where the process itself acts {@code null}. */
  public Optional<String> workStopped(String process, @Nullable String agent) {
    return Stream.of(
      off(SwitchKind.ALL, EVERYTHING).map(off -> "Everything is switched off: " + off.reason()),
      off(SwitchKind.PROCESS, process).map(off ->
        "The process '%s' is switched off: %s".formatted(process, off.reason())
      ),
      agent == null
        ? Optional.<String>empty()
        : off(SwitchKind.AGENT, agent).map(off ->
            "The agent '%s' is switched off: %s".formatted(agent, off.reason())
          )
    )
      .flatMap(Optional::stream)
      .findFirst();
  }

  public SwitchState state(SwitchKind kind, String name) {
    return touched.getOrDefault(new Key(kind, name), SwitchState.untouched(kind, name));
  }

  /** Those that anybody has ever touched. */
  List<SwitchState> all() {
    return List.copyOf(touched.values());
  }

  /**
   * Turns a switch. On this node it holds at once, on all others within a second.
   *
   * @param name of what exists; the caller has made sure
   */
  @Transactional
  public SwitchState turn(SwitchKind kind, String name, SwitchRequest request, Actor actor) {
    jdbc
      .sql(
        """
        INSERT INTO switch (kind, name, enabled, reason, changed_by, changed_at)
        VALUES (:kind, :name, :enabled, :reason, :by, :now)
        ON CONFLICT (kind, name) DO UPDATE SET enabled = excluded.enabled, reason = excluded.reason,
          changed_by = excluded.changed_by, changed_at = excluded.changed_at
        """
      )
      .param("kind", kind.id())
      .param("name", name)
      .param("enabled", request.enabled())
      .param("reason", request.reason())
      .param("by", actor.name())
      .param("now", Timestamp.from(clock.instant()))
      .update();
    var what = kind == SwitchKind.ALL ? "everything" : "the %s %s".formatted(kind.id(), name);
    audit.record(
      new AuditEntry(
        "switch.turned",
        actor.name(),
        null,
        kind == SwitchKind.PROCESS ? name : null,
        null,
        null,
        request.enabled() ? "on" : "off",
        "Switched %s %s: %s".formatted(what, request.enabled() ? "on" : "off", request.reason()),
        Map.of("kind", kind.id(), "name", name, "reason", request.reason())
      )
    );
    TransactionSynchronizationManager.registerSynchronization(
      new TransactionSynchronization() {
        @Override
        public void afterCommit() {
          read();
          if (request.enabled()) {
            events.publishEvent(new SwitchedOn(kind, name));
          }
        }
      }
    );
    return new SwitchState(
      kind,
      name,
      request.enabled(),
      request.reason(),
      actor.name(),
      clock.instant()
    );
  }

  @Scheduled(fixedDelay = 1000)
  void refresh() {
    try {
      read();
    } catch (DataAccessException e) {
      // What was off stays off; without the database no call gets far anyway.
      log.warn("The switches cannot be read: {}", e.getMessage());
    }
  }

  private void read() {
    var now = new HashMap<Key, SwitchState>();
    jdbc
      .sql("SELECT * FROM switch ORDER BY kind, name")
      .query(Switches::state)
      .list()
      .forEach(state -> now.put(new Key(state.kind(), state.name()), state));
    touched = now;
  }

  private static SwitchState state(ResultSet row, int number) throws SQLException {
    return new SwitchState(
      SwitchKind.of(row.getString("kind")),
      row.getString("name"),
      row.getBoolean("enabled"),
      row.getString("reason"),
      row.getString("changed_by"),
      Columns.instant(row, "changed_at")
    );
  }

  private Optional<SwitchState> off(SwitchKind kind, String name) {
    return Optional.ofNullable(touched.get(new Key(kind, name))).filter(state -> !state.enabled());
  }
}
