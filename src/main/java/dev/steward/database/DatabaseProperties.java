package dev.steward.database;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the embedded server keeps its data and listens; unused with an external database.
 *
 * @param directory everything of the server: programs, data, passwords, log
 * @param port on 127.0.0.1; 0 takes any free one at each start
 */
@Validated
@ConfigurationProperties("steward.database")
record DatabaseProperties(
  @DefaultValue("data/postgres") Path directory,
  @DefaultValue("0") @Min(0) @Max(65535) int port
) {}
