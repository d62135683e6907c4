package dev.steward.live;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param lifetime of one connection; the browser opens another by itself, which is checked like any request
 * @param heartbeat how often a connection is used at least, and its holder looked up again
 * @param perPerson connections at once; each open page has one
 * @param most connections at once on this node
 */
@Validated
@ConfigurationProperties("steward.live")
record LiveProperties(
  @NotNull @DefaultValue("5m") Duration lifetime,
  @NotNull @DefaultValue("10s") Duration heartbeat,
  @Min(1) @DefaultValue("8") int perPerson,
  @Min(1) @DefaultValue("500") int most
) {}
