package dev.steward.retention;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param directory one that all nodes share */
@ConfigurationProperties("steward.archive")
record ArchiveProperties(@DefaultValue("data/archive") Path directory) {}
