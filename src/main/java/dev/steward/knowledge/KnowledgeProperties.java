package dev.steward.knowledge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where documents come from.
 *
 * @param folder with a folder for each collection
 * @param first how long after the start sources are looked at for the first time
 * @param every how often sources are looked at for what has changed
 * @param databases that collections may be rows of, by the names that their files use
 */
@Validated
@ConfigurationProperties("steward.knowledge")
record KnowledgeProperties(
  @DefaultValue("knowledge") Path folder,
  @DefaultValue("5s") Duration first,
  @DefaultValue("15m") Duration every,
  @DefaultValue Map<String, @Valid Connection> databases
) {
  /**
   * @param url JDBC
   * @param username of somebody who can only read
   */
  record Connection(@NotBlank String url, @Nullable String username, @Nullable String password) {}
}
