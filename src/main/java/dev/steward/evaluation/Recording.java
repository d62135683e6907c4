package dev.steward.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.agent.RecordedAnswers;
import dev.steward.evaluation.EvaluationCase.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recorded answers of a case: each is given once, in their order, and the last one that fits again and again. */
final class Recording implements RecordedAnswers {

  private final List<Recorded> all;
  private final List<Recorded> left;

  Recording(List<Recorded> all) {
    this.all = all;
    this.left = new ArrayList<>(all);
  }

  @Override
  public Optional<JsonNode> to(String tool, JsonNode arguments) {
    for (var recorded : left) {
      if (fits(recorded, tool, arguments)) {
        left.remove(recorded);
        return Optional.of(recorded.result());
      }
    }
    return all
      .reversed()
      .stream()
      .filter(recorded -> fits(recorded, tool, arguments))
      .findFirst()
      .map(Recorded::result);
  }

  private static boolean fits(Recorded recorded, String tool, JsonNode arguments) {
    return (
      recorded.tool().equals(tool) &&
      (recorded.arguments() == null || Conditions.includes(arguments, recorded.arguments()))
    );
  }
}
