package dev.steward.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What entries of instances say in words and data is sealed; what they say in ids, codes, counts and digests is not. The chain is over
 * the sealed form, so that it outlives the key. The format is in docs/audit.md.
 */
@Component
class Payloads {

  static final String SEALED = "sealed";

  /** In the place of {@link #SEALED} for readers: since when nobody can open it any more. */
  static final String ERASED = "erased";

  /** The same where the key that is needed is not on this node. */
  static final String UNREADABLE = "unreadable";

  private static final String BEGINS = "instance.started";
  private static final String TITLE = "title";
  private static final String LEFT_OUT = "…";
  private static final int SALT_LENGTH = 32;
  private static final TypeReference<LinkedHashMap<String, Object>> MEMBERS =
    new TypeReference<>() {};

  // Whatever is not among them is sealed, and with it what later versions add.
  private static final Set<String> CLEAR = Set.of(
    "agent",
    "agentVersion",
    "approvals",
    "argumentsDigest",
    "attachment",
    "attempts",
    "budget",
    "bundle",
    "bytes",
    "cachedTokens",
    "callId",
    "calledBy",
    "calledIn",
    "calls",
    "cheaperModel",
    "code",
    "correct",
    "costUsd",
    "digest",
    "dueAfter",
    "durationMs",
    "endedAt",
    "environment",
    "errorCode",
    "escalation",
    "fault",
    "field",
    "finishReason",
    "from",
    "grantedBy",
    "group",
    "hold",
    "idempotencyKey",
    "incidentId",
    "inputTokens",
    "instances",
    "instead",
    "kind",
    "labels",
    "limit",
    "lookup",
    "measure",
    "message",
    "model",
    "more",
    "newDigest",
    "of",
    "oldDigest",
    "outputTokens",
    "providerModel",
    "quorum",
    "readBefore",
    "rehearsal",
    "resultDigest",
    "retries",
    "reviewers",
    "rules",
    "runId",
    "settledBy",
    "sha256",
    "shadow",
    "size",
    "tables",
    "takenFrom",
    "taskId",
    "to",
    "tool",
    "toolVersion",
    "turn",
    "until",
    "variable",
    "variables",
    "verdict",
    "version",
    "with",
    "workId"
  );

  private final InstanceKeys keys;
  private final ObjectMapper json;

  Payloads(InstanceKeys keys, ObjectMapper json) {
    this.keys = keys;
    this.json = json;
  }

  /**
   * An entry as it is stored.
   *
   * @param detail as JSON
   * @param made the key of the instance, to be stored with it; null where it is stored already, or nothing is sealed
   */
  record Written(String title, String detail, byte @Nullable [] made) {}

  /** What is sealed of an entry, and the salt that its digest is made with. */
  record Payload(byte[] salt, String text) {}

  /** @param wrapped null where the key is destroyed */
  record Key(byte @Nullable [] wrapped, String wrappedBy, @Nullable Instant destroyedAt) {}

  Written seal(AuditEntry entry) {
    var clear = new LinkedHashMap<String, Object>();
    var sealed = new LinkedHashMap<String, Object>();
    entry
      .detail()
      .forEach((name, value) -> (CLEAR.contains(name) ? clear : sealed).put(name, value));
    var instance = entry.instanceId();
    var title = instance == null ? entry.title() : without(sealed, entry.title());
    if (!title.equals(entry.title())) {
      sealed.put(TITLE, entry.title());
    }
    var inHand = instance == null ? null : key(entry.type(), instance, !sealed.isEmpty());
    if (instance == null || inHand == null || sealed.isEmpty()) {
      return new Written(
        text(inHand == null ? entry.title() : title),
        write(entry.detail()),
        inHand == null ? null : inHand.made()
      );
    }
    var payload = new Payload(Aes.random(SALT_LENGTH), write(sealed));
    var plain = bytes(payload);
    clear.put(
      SEALED,
      Map.of(
        "digest",
        HexFormat.of().formatHex(ChainHash.sha256(plain)),
        "data",
        Base64.getEncoder().encodeToString(
          Aes.seal(inHand.key(), plain, context(instance, entry.type()))
        )
      )
    );
    return new Written(text(title), write(clear), inHand.made());
  }

  /** @return null where there is none any more: what is said after an erasure is in clear */
  private InstanceKeys.@Nullable InHand key(String type, String instanceId, boolean needed) {
    if (type.equals(BEGINS)) {
      return keys.begin(instanceId);
    }
    return needed
      ? keys
          .find(instanceId)
          .map(key -> new InstanceKeys.InHand(key, null))
          .orElse(null)
      : null;
  }

  /** As it was said. */
  AuditEntry open(AuditEntry stored, @Nullable Key key) {
    if (!(stored.detail().get(SEALED) instanceof Map<?, ?> sealed) || stored.instanceId() == null) {
      return stored;
    }
    var detail = new LinkedHashMap<String, Object>(stored.detail());
    detail.remove(SEALED);
    var title = stored.title();
    var payload = payload(stored.instanceId(), stored.type(), sealed, key);
    if (payload.isPresent()) {
      var members = read(payload.get().text());
      title = members.remove(TITLE) instanceof String whole ? whole : title;
      detail.putAll(members);
    } else if (key != null && key.destroyedAt() != null) {
      detail.put(ERASED, key.destroyedAt().toString());
    } else {
      detail.put(UNREADABLE, true);
    }
    return new AuditEntry(
      stored.type(),
      stored.actor(),
      stored.onBehalfOf(),
      stored.processKey(),
      stored.instanceId(),
      stored.activityId(),
      stored.state(),
      title,
      detail
    );
  }

  Optional<Payload> payload(String instanceId, String type, Map<?, ?> sealed, @Nullable Key key) {
    if (key == null || !(sealed.get("data") instanceof String data)) {
      return Optional.empty();
    }
    return keys
      .unwrap(key.wrapped(), key.wrappedBy(), instanceId)
      .flatMap(opened ->
        Aes.open(opened, Base64.getDecoder().decode(data), context(instanceId, type))
      )
      .map(plain ->
        new Payload(
          Arrays.copyOf(plain, SALT_LENGTH),
          new String(plain, SALT_LENGTH, plain.length - SALT_LENGTH, StandardCharsets.UTF_8)
        )
      );
  }

  LinkedHashMap<String, Object> read(String detail) {
    try {
      return json.readValue(detail, MEMBERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The detail of an audit entry cannot be read", e);
    }
  }

  private static String context(String instanceId, String type) {
    return type + " of " + instanceId;
  }

  private static byte[] bytes(Payload payload) {
    var text = payload.text().getBytes(StandardCharsets.UTF_8);
    var both = Arrays.copyOf(payload.salt(), SALT_LENGTH + text.length);
    System.arraycopy(text, 0, both, SALT_LENGTH, text.length);
    return both;
  }

  /** Titles often repeat a reason or a name. */
  private static String without(Map<String, Object> sealed, String title) {
    var shorter = title;
    var texts = sealed
      .values()
      .stream()
      .filter(String.class::isInstance)
      .map(String.class::cast)
      .filter(text -> !text.isBlank())
      // One may be part of another.
      .sorted(Comparator.comparingInt(String::length).reversed())
      .toList();
    for (var text : texts) {
      shorter = shorter.replace(text, LEFT_OUT);
    }
    return shorter;
  }

  private String write(Map<String, ?> detail) {
    try {
      // jsonb refuses U+0000, which a model or a web page may well contain; losing the entry, and with it the caller's transaction,
      // would be worse than losing the character.
      return json.writeValueAsString(detail).replace("\\u0000", "\\ufffd");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The detail of an audit entry cannot be written", e);
    }
  }

  private static String text(String title) {
    return title.replace('\0', '\ufffd');
  }
}
