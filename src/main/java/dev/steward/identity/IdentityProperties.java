package dev.steward.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param people where the people file is, as a Spring resource location
 */
@ConfigurationProperties("steward.identity")
record IdentityProperties(@DefaultValue("classpath:people.yaml") String people) {}
