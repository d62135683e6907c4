package dev.steward.process.spi;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What the maps of deployed workflows aim at, for those who measure. */
public interface WorkflowGoals {
  /**
   * @param baselineMinutes how long it takes by hand
   * @param successVariable path of the variable that tells whether an instance was a success
   * @param successValue what it holds then
   */
  record Goal(
    @Nullable BigDecimal baselineMinutes,
    @Nullable String successVariable,
    @Nullable String successValue
  ) {}

  /** What a version aims at; nothing where it is not deployed. */
  Goal of(String processKey, int version);
}
