package dev.steward.process.instance;

import dev.steward.process.engine.WorkflowMap;
import dev.steward.process.spi.EndedInstances;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.flowable.engine.HistoryService;
import org.flowable.engine.ManagementService;
import org.flowable.engine.RepositoryService;
import org.flowable.engine.repository.ProcessDefinition;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class InstanceFamilies implements EndedInstances {

  /** Beyond this nobody counts. */
  private static final int COUNTED = 10_000;

  private static final String COLUMNS = """
  SELECT p.id_ AS id, d.key_ AS process_key, p.business_key_ AS business_key, p.end_time_ AS ended_at
  FROM act_hi_procinst p JOIN act_re_procdef d ON d.id_ = p.proc_def_id_
  """;

  private static final String ROOTS = """
  WHERE p.tenant_id_ = '' AND d.key_ = :process AND p.end_time_ < :before::timestamp AND NOT EXISTS (
    SELECT FROM act_hi_procinst q WHERE q.id_ = p.super_process_instance_id_
      OR q.id_ = (SELECT s.parent_id FROM process_start s WHERE s.instance_id = p.id_))
  """;

  private static final String FAMILY = """
  WITH RECURSIVE above AS (
    SELECT id_::text, super_process_instance_id_::text AS super, 0 AS depth FROM act_hi_procinst WHERE id_ = :id
    UNION
    SELECT p.id_::text, p.super_process_instance_id_::text, a.depth + 1
    FROM above a LEFT JOIN process_start s ON s.instance_id = a.id_
    JOIN act_hi_procinst p ON p.id_ = coalesce(a.super, s.parent_id)),
  all_of_it AS (
    (SELECT id_, 0 AS depth FROM above ORDER BY depth DESC LIMIT 1)
    UNION
    SELECT c.id_::text, f.depth + 1 FROM all_of_it f CROSS JOIN LATERAL (
      SELECT id_ FROM act_hi_procinst WHERE super_process_instance_id_ = f.id_
      UNION SELECT instance_id FROM process_start WHERE parent_id = f.id_) c)
  %s JOIN all_of_it f ON f.id_ = p.id_ ORDER BY f.depth, p.id_
  """.formatted(COLUMNS);

  private final JdbcClient jdbc;
  private final HistoryService history;
  private final RepositoryService repository;
  private final ManagementService management;

  InstanceFamilies(
    JdbcClient jdbc,
    HistoryService history,
    RepositoryService repository,
    ManagementService management
  ) {
    this.jdbc = jdbc;
    this.history = history;
    this.repository = repository;
    this.management = management;
  }

  @Override
  public List<Workflow> workflows() {
    return repository
      .createProcessDefinitionQuery()
      .processDefinitionWithoutTenantId()
      .latestVersion()
      .orderByProcessDefinitionKey()
      .asc()
      .list()
      .stream()
      .map(this::workflow)
      .toList();
  }

  private Workflow workflow(ProcessDefinition definition) {
    var process = repository.getBpmnModel(definition.getId()).getProcessById(definition.getKey());
    var name = definition.getName() == null ? definition.getKey() : definition.getName();
    return new Workflow(
      definition.getKey(),
      name,
      WorkflowMap.of(process).says("retention").orElse(null)
    );
  }

  @Override
  public List<Member> roots(
    String processKey,
    Instant endedBefore,
    @Nullable Member after,
    int limit
  ) {
    return jdbc
      .sql(
        COLUMNS +
          ROOTS +
          "AND (p.end_time_, p.id_) > (:from::timestamp, :after) ORDER BY p.end_time_, p.id_ LIMIT :limit"
      )
      .param("process", processKey)
      .param("before", Timestamp.from(endedBefore))
      .param("from", Timestamp.from(after == null ? Instant.EPOCH : ended(after)))
      .param("after", after == null ? "" : after.id())
      .param("limit", limit)
      .query(InstanceFamilies::member)
      .list();
  }

  @Override
  public Count count(String processKey, Instant endedBefore) {
    return jdbc
      .sql(
        "SELECT count(*), min(ended_at) FROM (%s %s ORDER BY p.end_time_ LIMIT :counted) due".formatted(
          COLUMNS,
          ROOTS
        )
      )
      .param("process", processKey)
      .param("before", Timestamp.from(endedBefore))
      .param("counted", COUNTED)
      .query((row, number) ->
        new Count(
          row.getLong(1),
          Optional.ofNullable(row.getTimestamp(2)).map(Timestamp::toInstant)
        )
      )
      .single();
  }

  @Override
  public List<Member> family(String instanceId) {
    return jdbc.sql(FAMILY).param("id", instanceId).query(InstanceFamilies::member).list();
  }

  @Override
  public void forget(List<String> instanceIds) {
    requireEnd(instanceIds);
    history.bulkDeleteHistoricProcessInstances(instanceIds);
  }

  @Override
  public void erase(List<String> instanceIds) {
    requireEnd(instanceIds);
    instanceIds.forEach(id -> management.executeCommand(new EraseData(id)));
  }

  private void requireEnd(List<String> instanceIds) {
    long running = jdbc
      .sql("SELECT count(*) FROM act_hi_procinst WHERE id_ = ANY (:ids) AND end_time_ IS NULL")
      .param("ids", instanceIds.toArray(String[]::new))
      .query(Long.class)
      .single();
    if (running > 0) {
      throw new IllegalStateException("An instance that has not ended cannot be forgotten");
    }
  }

  private static Instant ended(Member member) {
    return Optional.ofNullable(member.endedAt()).orElse(Instant.EPOCH);
  }

  private static Member member(ResultSet row, int number) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    return new Member(
      row.getString("id"),
      row.getString("process_key"),
      row.getString("business_key"),
      ended == null ? null : ended.toInstant()
    );
  }
}
