package dev.steward.identity;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * People as Keycloak knows them. An answer counts for a few seconds; then it is asked for again, and where there is none, nobody is
 * anybody: an old answer is never used instead.
 */
@Component
@Profile("keycloak")
class KeycloakPeople implements People {

  private static final int MOST = 10_000;
  private static final Pattern ROLE_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  private final KeycloakAdmin admin;
  private final AsyncCache<String, Optional<Actor>> answers;

  KeycloakPeople(KeycloakAdmin admin, KeycloakProperties keycloak) {
    this.admin = admin;
    this.answers = Caffeine.newBuilder()
      .expireAfterWrite(keycloak.memory())
      .maximumSize(MOST)
      .buildAsync();
  }

  @Override
  public Optional<Actor> find(String name) {
    return mayExist(name) ? answer(name) : Optional.empty();
  }

  /** Asked by one, for all who want to know the same. Not inside the cache, whose locks would hold a processor meanwhile. */
  private Optional<Actor> answer(String name) {
    var mine = new CompletableFuture<Optional<Actor>>();
    var others = answers.asMap().putIfAbsent(name, mine);
    if (others == null) {
      try {
        mine.complete(ask(name));
      } catch (RuntimeException | Error e) {
        // It is not kept.
        mine.completeExceptionally(e);
      }
    }
    try {
      return (others == null ? mine : others).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof PeopleUnavailableException unavailable ? unavailable : e;
    }
  }

  private Optional<Actor> ask(String name) {
    return name.startsWith(ROLE) ? admin.role(name.substring(ROLE.length())) : admin.person(name);
  }

  /** Keycloak allows names that mean something else here, such as {@code system}. */
  private static boolean mayExist(String name) {
    return name.startsWith(ROLE)
      ? ROLE_NAME.matcher(name.substring(ROLE.length())).matches()
      : PeopleParser.isName(name);
  }
}
