package dev.steward.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lifetime after which people sign in anew, however busy they are; what ends a session nobody uses is {@code
 *     server.servlet.session.timeout}
 */
@ConfigurationProperties("steward.session")
record SessionProperties(@DefaultValue("12h") Duration lifetime) {}
