package dev.steward.tool;

import dev.steward.tool.adapter.Answer;
import dev.steward.tool.contract.Contract;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Spares targets that do not answer. Each node finds out for itself. */
@Component
class Breakers {

  private static final Logger log = LoggerFactory.getLogger(Breakers.class);
  private static final int TRIALS = 3;

  private final Map<Circuit, CircuitBreaker> breakers = new ConcurrentHashMap<>();

  /** A contract that leads elsewhere, or has another limit, begins with a closed circuit. */
  private record Circuit(
    String tool,
    String environment,
    Contract.Breaker limits,
    Contract.@Nullable Binding binding
  ) {}

  Answer call(Contract contract, String environment, Supplier<Answer> attempt) {
    var breaker = of(contract, environment);
    if (!breaker.tryAcquirePermission()) {
      return new Answer.Unavailable(
        "%s is not asked for now, as too many of the last calls failed".formatted(contract.title())
      );
    }
    long started = breaker.getCurrentTimestamp();
    Answer answer;
    try {
      answer = attempt.get();
    } catch (RuntimeException e) {
      // This node stops, or it is our fault: neither says anything about the target.
      breaker.releasePermission();
      throw e;
    }
    long took = breaker.getCurrentTimestamp() - started;
    switch (answer) {
      case Answer.Unavailable unavailable -> failed(breaker, took, unavailable.message());
      case Answer.Unknown unknown -> failed(breaker, took, unknown.message());
      case Answer.Busy busy -> breaker.releasePermission();
      case Answer.Success success -> breaker.onSuccess(took, breaker.getTimestampUnit());
      case Answer.Failure failure -> breaker.onSuccess(took, breaker.getTimestampUnit());
      case Answer.Pending pending -> breaker.onSuccess(took, breaker.getTimestampUnit());
    }
    return answer;
  }

  /** {@code closed}, {@code open} or {@code half_open}. */
  String state(Contract contract, String environment) {
    return of(contract, environment).getState().name().toLowerCase(Locale.ROOT);
  }

  private static void failed(CircuitBreaker breaker, long took, String reason) {
    breaker.onError(took, breaker.getTimestampUnit(), new TargetFailed(reason));
  }

  private CircuitBreaker of(Contract contract, String environment) {
    return breakers.computeIfAbsent(
      new Circuit(
        contract.name(),
        environment,
        contract.circuitBreaker(),
        contract.environments().get(environment)
      ),
      Breakers::closed
    );
  }

  private static CircuitBreaker closed(Circuit circuit) {
    var limits = circuit.limits();
    var breaker = CircuitBreaker.of(
      circuit.tool() + "@" + circuit.environment(),
      CircuitBreakerConfig.custom()
        .failureRateThreshold(limits.failureRate())
        .slidingWindowSize(limits.calls())
        .minimumNumberOfCalls(Math.max(1, limits.calls() / 2))
        .waitDurationInOpenState(limits.pause())
        .permittedNumberOfCallsInHalfOpenState(TRIALS)
        .build()
    );
    breaker
      .getEventPublisher()
      .onStateTransition(event -> say(event.getCircuitBreakerName(), event.getStateTransition()));
    return breaker;
  }

  private static void say(String name, StateTransition transition) {
    log.warn("The circuit of {} is {} now", name, transition.getToState());
  }

  /** Told to the breaker, never thrown. */
  private static final class TargetFailed extends Exception {

    private static final long serialVersionUID = 1L;

    TargetFailed(String message) {
      super(message, null, false, false);
    }
  }
}
