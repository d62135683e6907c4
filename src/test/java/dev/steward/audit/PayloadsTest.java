package dev.steward.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** What is sealed, and for whom it opens. */
class PayloadsTest {

  private static final String ONE = "instance-1";

  private final AuditDatabase database = new AuditDatabase();
  private final JdbcClient jdbc = JdbcClient.create(database.application);
  private Payloads payloads;

  @TempDir
  private Path elsewhere;

  @BeforeEach
  void begin() {
    payloads = database.payloads(null);
  }

  @Test
  void sealsWhatIsSaidAndLeavesWhatIsCounted() {
    var stored = stored(written(ONE));

    assertThat(stored.title()).isEqualTo("Cancelled: …");
    assertThat(stored.detail()).containsOnlyKeys("tool", "costUsd", "sealed");
    assertThat(stored.toString()).doesNotContain("Ada", "ada@example.com");
    assertThat(payloads.open(stored, key(ONE))).isEqualTo(entry(ONE));
  }

  @Test
  void sealsTheSameTwiceAndNobodySees() {
    var first = stored(written(ONE));
    var second = stored(written(ONE));

    assertThat(first.detail().get("sealed")).isNotEqualTo(second.detail().get("sealed"));
  }

  @Test
  void leavesInClearWhatBelongsToNoInstance() {
    var entry = entry(null);

    assertThat(stored(written(null))).isEqualTo(entry);
  }

  @Test
  void opensForNoOtherInstanceTypeOrBytes() {
    var stored = stored(written(ONE));
    written("instance-2");

    assertThat(
      detail(payloads.open(of("instance-2", stored.type(), stored.detail()), key("instance-2")))
    )
      .containsEntry("unreadable", true)
      .doesNotContainKeys("reason", "arguments");
    assertThat(
      detail(payloads.open(of(ONE, "tool.decided", stored.detail()), key(ONE)))
    ).containsEntry("unreadable", true);
    var sealed = (Map<?, ?>) Objects.requireNonNull(stored.detail().get("sealed"));
    var data = new StringBuilder((String) sealed.get("data"));
    data.setCharAt(40, data.charAt(40) == 'A' ? 'B' : 'A');
    var changed = Map.<String, Object>of("sealed", Map.of("data", data.toString()));
    assertThat(detail(payloads.open(of(ONE, stored.type(), changed), key(ONE)))).containsEntry(
      "unreadable",
      true
    );
  }

  @Test
  void opensForNobodyOnceTheKeyIsDestroyed() {
    var stored = stored(written(ONE));
    var keys = database.keys(null);

    assertThat(keys.destroy(List.of(ONE))).isEqualTo(1);

    var opened = payloads.open(stored, key(ONE));
    assertThat(opened.title()).isEqualTo("Cancelled: …");
    assertThat(opened.detail()).containsOnlyKeys("tool", "costUsd", "erased");
    assertThat(keys.destroy(List.of(ONE))).isZero();
    assertThat(
      jdbc
        .sql("SELECT count(*) FROM audit_instance_key WHERE wrapped IS NOT NULL")
        .query(Long.class)
        .single()
    ).isZero();
  }

  @Test
  void saysInClearWhatComesAfterwards() {
    written(ONE);
    database.keys(null).destroy(List.of(ONE));

    var later = database.payloads(null).seal(entry(ONE));

    assertThat(later.detail()).contains("ada@example.com");
    assertThat(later.title()).isEqualTo(entry(ONE).title());
  }

  @Test
  void hasOneKeyForAnInstanceOnAllNodes() {
    var stored = stored(written(ONE));
    var other = database.payloads(null);

    var later = stored(other.seal(entry(ONE)));

    assertThat(payloads.open(later, key(ONE))).isEqualTo(entry(ONE));
    assertThat(other.open(stored, key(ONE))).isEqualTo(entry(ONE));
  }

  @Test
  void hasItsKeyWrittenWithTheEntryThatBeginsTheInstance() {
    var begun = new AuditEntry(
      "instance.started",
      "app",
      null,
      "p",
      ONE,
      null,
      null,
      "Started",
      Map.of()
    );

    assertThat(payloads.seal(begun).made()).isNotNull();
    assertThat(payloads.seal(begun).made()).isNull();
    assertThat(
      jdbc.sql("SELECT count(*) FROM audit_instance_key").query(Long.class).single()
    ).isZero();
  }

  @Test
  void startsWithNoOtherKeyUnlessItIsSaidToBeLost() throws Exception {
    written(ONE);
    var sealedBy = Objects.requireNonNull(key(ONE)).wrappedBy();
    var other = key("other", SealingKey.newText());

    assertThatThrownBy(() -> rotation(sealing(other, null, Set.of())).afterSingletonsInstantiated())
      .hasMessageContaining(sealedBy)
      .hasMessageContaining("lost-keys");
    rotation(sealing(other, null, Set.of(sealedBy))).afterSingletonsInstantiated();
    rotation(null).afterSingletonsInstantiated();
  }

  @Test
  void wrapsKeysAnewWhereTheirKeyIsReplaced() throws Exception {
    var stored = stored(written(ONE));
    written("instance-2");
    database.keys(null).destroy(List.of("instance-2"));
    var old = database.beside().resolve("sealing-key.txt");
    var next = key("next", SealingKey.newText());
    var both = sealing(next, old, Set.of());
    var rotation = rotation(both);

    rotation.afterSingletonsInstantiated();
    assertThat(database.payloads(both).open(stored, key(ONE))).isEqualTo(entry(ONE));
    rotation.rotate();

    var alone = sealing(next, null, Set.of());
    rotation(alone).afterSingletonsInstantiated();
    assertThat(database.payloads(alone).open(stored, key(ONE))).isEqualTo(entry(ONE));
    assertThat(detail(payloads.open(stored, key(ONE)))).containsEntry("unreadable", true);
  }

  @Test
  void saysWhatIsWrongWithAKey() throws Exception {
    var tooShort = key("short", "QUJD");

    assertThatThrownBy(() -> rotation(sealing(tooShort, null, Set.of())))
      .hasMessageContaining("short")
      .hasMessageContaining("32 bytes");
  }

  private Path key(String name, String text) throws Exception {
    return Files.writeString(elsewhere.resolve(name), text);
  }

  private static AuditProperties.Sealing sealing(
    Path file,
    @Nullable Path previous,
    Set<String> lost
  ) {
    return new AuditProperties.Sealing(null, file, previous, lost);
  }

  private KeyRotation rotation(AuditProperties.@Nullable Sealing sealing) {
    return new KeyRotation(
      jdbc,
      database.sealingKeys(sealing),
      new JdbcTransactionManager(database.application)
    );
  }

  private Payloads.Written written(@Nullable String instanceId) {
    return payloads.seal(entry(instanceId));
  }

  private static AuditEntry entry(@Nullable String instanceId) {
    return new AuditEntry(
      "instance.cancelled",
      "operator",
      null,
      "p",
      instanceId,
      null,
      "cancelled",
      "Cancelled: Ada asked for it",
      Map.of(
        "tool",
        "crm.read",
        "costUsd",
        0.25,
        "reason",
        "Ada asked for it",
        "arguments",
        Map.of("email", "ada@example.com"),
        "aFieldOfTomorrow",
        "Ada"
      )
    );
  }

  private AuditEntry stored(Payloads.Written written) {
    return new AuditEntry(
      "instance.cancelled",
      "operator",
      null,
      "p",
      written.detail().contains("sealed") ? ONE : null,
      null,
      "cancelled",
      written.title(),
      payloads.read(written.detail())
    );
  }

  private static AuditEntry of(String instanceId, String type, Map<String, ?> detail) {
    return new AuditEntry(type, "operator", null, "p", instanceId, null, null, "", detail);
  }

  private Payloads.@Nullable Key key(String instanceId) {
    return jdbc
      .sql("SELECT * FROM audit_instance_key WHERE instance_id = :id")
      .param("id", instanceId)
      .query((row, number) -> StoredEntry.key(row))
      .optional()
      .orElse(null);
  }

  private static Map<String, Object> detail(AuditEntry entry) {
    return Map.copyOf(entry.detail());
  }
}
