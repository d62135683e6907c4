package dev.steward.process.attachment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param largest of one file; {@code spring.servlet.multipart.max-file-size} bounds it too
 * @param largestTotal of a task, or of what one person has uploaded for starts
 * @param most files of a task, or of one person for starts
 * @param unusedFor how long a file waits for the start that it was uploaded for
 */
@Validated
@ConfigurationProperties("steward.attachments")
record AttachmentProperties(
  @DefaultValue("10MB") DataSize largest,
  @DefaultValue("50MB") DataSize largestTotal,
  @Min(1) @Max(1000) @DefaultValue("20") int most,
  @DefaultValue("1h") Duration unusedFor
) {}
