package dev.steward.process.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.flowable.rest.service.api.BpmnRestApiInterceptor;
import org.junit.jupiter.api.Test;

class EngineApiGuardTest {

  /** A rule that answers no question would be dead, and what it was written for refused. */
  @Test
  void asksEveryRule() {
    var rules = Arrays.stream(EngineApiRules.class.getDeclaredMethods()).filter(
      method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic()
    );

    assertThat(rules.toList())
      .isNotEmpty()
      .allMatch(rule ->
        questions().anyMatch(q -> EngineApiGuard.ruleFor(q).equals(Optional.of(rule)))
      );
  }

  /** Anything that changes something needs a rule, and there is one for what is done with tasks. */
  @Test
  void hasNoRuleForOtherChanges() {
    var changes = questions()
      .filter(question -> !question.getName().startsWith("access"))
      .filter(question -> EngineApiGuard.ruleFor(question).isPresent())
      .map(Method::getName);

    assertThat(changes).containsExactly("executeTaskAction");
  }

  private static Stream<Method> questions() {
    return Arrays.stream(BpmnRestApiInterceptor.class.getMethods());
  }
}
