package dev.steward.audit;

import dev.steward.identity.People;
import dev.steward.identity.PeopleUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts failed sign-ins and refused requests on the trail. */
@Component
class SignInRecorder {

  private static final Logger log = LoggerFactory.getLogger(SignInRecorder.class);

  /**
   * Anybody can fail to sign in, and what is on the trail stays: more than this a minute goes to
   * the log only.
   */
  private static final int MOST_FAILURES_A_MINUTE = 60;

  private final AuditTrail trail;
  private final People people;
  private final Clock clock;
  private final TransactionTemplate transaction;

  private Instant minute = Instant.EPOCH;
  private int failures;

  SignInRecorder(
    AuditTrail trail,
    People people,
    Clock clock,
    PlatformTransactionManager transactions
  ) {
    this.trail = trail;
    this.people = people;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    // A refusal by method security may come inside the transaction it rolls back.
    this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
  }

  @EventListener
  void on(AbstractAuthenticationFailureEvent failure) {
    var address = addressOf(failure.getAuthentication());
    if (!mayRecordFailure()) {
      log.warn("A sign-in failed from {}; too many this minute to put each on the trail", address);
      return;
    }
    // What was typed as a name may be a password in the wrong field, so only known names are kept.
    var typed = failure.getAuthentication().getName();
    var name = isKnown(typed) ? typed : "unknown";
    write("sign-in.failed", name, "Sign-in failed", Map.of("address", address));
  }

  private boolean isKnown(String name) {
    try {
      return people.find(name).isPresent();
    } catch (PeopleUnavailableException e) {
      return false;
    }
  }

  @EventListener
  void on(AuthorizationDeniedEvent<?> denied) {
    var authentication = denied.getAuthentication().get();
    if (authentication == null || authentication instanceof AnonymousAuthenticationToken) {
      return;
    }
    var what = describe(denied.getObject());
    write(
      "access.refused",
      authentication.getName(),
      "Refused: " + what,
      Map.of("request", what, "address", addressOf(authentication))
    );
  }

  private void write(String type, String actor, String title, Map<String, ?> detail) {
    var entry = new AuditEntry(type, actor, null, null, null, null, "refused", title, detail);
    transaction.executeWithoutResult(status -> trail.record(entry));
  }

  private synchronized boolean mayRecordFailure() {
    var now = clock.instant();
    if (now.isAfter(minute.plus(Duration.ofMinutes(1)))) {
      minute = now;
      failures = 0;
    }
    return ++failures <= MOST_FAILURES_A_MINUTE;
  }

  private static String addressOf(Authentication authentication) {
    return Optional.ofNullable(authentication.getDetails())
      .filter(WebAuthenticationDetails.class::isInstance)
      .map(details -> ((WebAuthenticationDetails) details).getRemoteAddress())
      .orElse("unknown");
  }

  private static String describe(@Nullable Object refused) {
    return switch (refused) {
      case HttpServletRequest request -> request.getMethod() + " " + request.getRequestURI();
      case MethodInvocation call -> call.getMethod().getDeclaringClass().getSimpleName() +
        "." +
        call.getMethod().getName();
      case null, default -> "an action";
    };
  }
}
