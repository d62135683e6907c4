package dev.steward.process.definition;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where definitions are read at start.
 *
 * @param processes BPMN files
 * @param forms form-js files that the processes name
 */
@ConfigurationProperties("steward.definitions")
record DefinitionProperties(
  @DefaultValue("processes") Path processes,
  @DefaultValue("forms") Path forms
) {}
