package dev.steward.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.json.CanonicalJson;
import dev.steward.json.StoredJson;
import org.flowable.variable.api.types.ValueFields;
import org.flowable.variable.api.types.VariableType;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Process variables with large JSON values. The engine would keep a copy for the instance and one for its history, each time one is
 * written; here both refer to one row of {@code large_value}, and nobody who reads the variable notices.
 */
@Component
class LargeJson implements VariableType {

  /** What the engine itself keeps beside the variable's row, in characters. */
  static final int LONGEST_SMALL = 4_000;

  private final JdbcClient jdbc;
  private final StoredJson json;

  LargeJson(JdbcClient jdbc, StoredJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  @Override
  public String getTypeName() {
    return "large-json";
  }

  @Override
  public boolean isCachable() {
    return true;
  }

  @Override
  public boolean isAbleToStore(@Nullable Object value) {
    return value instanceof JsonNode node && node.toString().length() > LONGEST_SMALL;
  }

  @Override
  public void setValue(@Nullable Object value, ValueFields fields) {
    fields.setCachedValue(value);
    fields.setTextValue2(value == null ? null : store(value.toString()));
  }

  @Override
  public @Nullable Object getValue(ValueFields fields) {
    if (fields.getCachedValue() == null && fields.getTextValue2() != null) {
      fields.setCachedValue(load(fields.getTextValue2()));
    }
    return fields.getCachedValue();
  }

  private String store(String body) {
    var digest = CanonicalJson.sha256(body);
    jdbc
      .sql(
        // A value that was stored long ago may just now be cleared away with the last variable that held it.
        """
        INSERT INTO large_value AS kept (digest, body) VALUES (:digest, :body::json)
        ON CONFLICT (digest) DO UPDATE SET stored_at = now() WHERE kept.stored_at < now() - interval '1 hour'
        """
      )
      .param("digest", digest)
      .param("body", body)
      .update();
    return digest;
  }

  private JsonNode load(String digest) {
    return json.tree(
      jdbc
        .sql("SELECT body FROM large_value WHERE digest = :digest")
        .param("digest", digest)
        .query(String.class)
        .single()
    );
  }
}
