package dev.steward.process.rest;

import dev.steward.identity.CurrentActor;
import dev.steward.identity.Role;
import dev.steward.problem.ProblemException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.flowable.common.engine.api.FlowableException;
import org.flowable.common.engine.api.FlowableForbiddenException;
import org.flowable.common.engine.api.FlowableIllegalArgumentException;
import org.flowable.common.engine.api.FlowableObjectNotFoundException;
import org.flowable.common.rest.exception.FlowableConflictException;
import org.flowable.rest.service.api.BpmnRestApiInterceptor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Asked by Flowable's own REST API before each thing it does. It is a proxy so that what has no rule is refused, also what a later
 * version of Flowable asks for the first time.
 */
final class EngineApiGuard implements InvocationHandler {

  /** Whole tables and the engine's settings are nobody's business. */
  private static final Set<String> CLOSED = Set.of("accessTableInfo", "accessEngineProperties");

  private static final Set<String> FOR_OPERATORS = Set.of("Job", "Batch", "ManagementInfo");

  private final EngineApiRules rules;
  private final CurrentActor current;

  EngineApiGuard(EngineApiRules rules, CurrentActor current) {
    this.rules = rules;
    this.current = current;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method asked, Object @Nullable [] arguments)
    throws Throwable {
    if (asked.getDeclaringClass() == Object.class) {
      return asked.invoke(this, arguments);
    }
    var rule = ruleFor(asked);
    if (rule.isPresent()) {
      return apply(rule.get(), arguments);
    }
    if (!maySee(asked.getName())) {
      throw new FlowableForbiddenException("This is not open over Flowable's own REST API.");
    }
    // Where values are asked about, the answer is those that may be seen.
    return asked.getReturnType() == void.class || arguments == null ? null : arguments[1];
  }

  static Optional<Method> ruleFor(Method asked) {
    return Arrays.stream(EngineApiRules.class.getDeclaredMethods())
      .filter(rule -> !Modifier.isPrivate(rule.getModifiers()))
      .filter(rule -> rule.getName().equals(asked.getName()))
      .filter(rule -> Arrays.equals(rule.getParameterTypes(), asked.getParameterTypes()))
      .findFirst();
  }

  private @Nullable Object apply(Method rule, Object @Nullable [] arguments) throws Throwable {
    try {
      return rule.invoke(rules, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof ProblemException problem ? flowables(problem) : e.getCause();
    }
  }

  /** Operators and auditors see everything that is not closed to all. */
  private boolean maySee(String question) {
    var actor = current.get();
    return (
      question.startsWith("access") &&
      !CLOSED.contains(question) &&
      (actor.is(Role.OPERATOR) ||
        (actor.is(Role.AUDITOR) && FOR_OPERATORS.stream().noneMatch(question::contains)))
    );
  }

  /** In the form that clients of this API know. */
  private static FlowableException flowables(ProblemException problem) {
    return switch (problem.status()) {
      case NOT_FOUND -> new FlowableObjectNotFoundException(problem.detail());
      case FORBIDDEN -> new FlowableForbiddenException(problem.detail());
      case CONFLICT -> new FlowableConflictException(problem.detail());
      default -> new FlowableIllegalArgumentException(problem.detail());
    };
  }

  @Configuration(proxyBeanMethods = false)
  static class Setup {

    @Bean
    BpmnRestApiInterceptor engineApiGuard(EngineApiRules rules, CurrentActor current) {
      return (BpmnRestApiInterceptor) Proxy.newProxyInstance(
        BpmnRestApiInterceptor.class.getClassLoader(),
        new Class<?>[] { BpmnRestApiInterceptor.class },
        new EngineApiGuard(rules, current)
      );
    }
  }
}
