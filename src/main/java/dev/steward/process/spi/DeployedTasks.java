package dev.steward.process.spi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where durable tasks are used, in the latest version of each deployed process. */
public interface DeployedTasks {
  /** @param type of {@link DurableTask#type()} */
  List<DeployedTask> of(String type);

  /** @param riskClass of the workflow map */
  record DeployedTask(
    String processKey,
    String processName,
    int version,
    String riskClass,
    String element,
    @Nullable String elementName,
    Map<String, String> fields
  ) {
    public DeployedTask {
      fields = Map.copyOf(fields);
    }
  }
}
