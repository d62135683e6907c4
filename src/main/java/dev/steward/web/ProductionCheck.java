package dev.steward.web;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Profiles;

/** With the profile {@code production}: what is made for trying Steward out keeps it from starting, before anything is opened. */
@Configuration(proxyBeanMethods = false)
@Profile("production")
class ProductionCheck {

  private static final int SHORTEST_SECRET = 12;
  private static final String COOKIE = "server.servlet.session.cookie.secure";
  private static final String ISSUER = "steward.keycloak.issuer";
  private static final String PEOPLE = "steward.identity.people";
  private static final Set<String> OURS = Set.of("steward", "spring");
  private static final Set<String> SECRETS = Set.of("password", "secret");

  /** As compose files, tutorials and people in a hurry have them. */
  private static final Set<String> KNOWN = Set.of(
    "admin",
    "changeit",
    "changeme",
    "default",
    "password",
    "postgres",
    "secret",
    "steward"
  );

  private final ConfigurableEnvironment environment;

  ProductionCheck(ConfigurableEnvironment environment) {
    this.environment = environment;
  }

  /** Before any other bean is there. */
  @Bean
  static BeanFactoryPostProcessor refusal(ConfigurableEnvironment environment) {
    var problems = new ProductionCheck(environment).problems();
    if (!problems.isEmpty()) {
      throw new UnsafeProductionException(problems);
    }
    return beans -> {};
  }

  private List<String> problems() {
    var problems = new ArrayList<String>();
    if (
      !environment.acceptsProfiles(Profiles.of("keycloak")) && people().equals(DemoServer.PEOPLE)
    ) {
      problems.add(
        PEOPLE +
          ": the demo users' passwords are known to everybody; use the profile keycloak, or name a people file of your own"
      );
    }
    if (!is(COOKIE)) {
      problems.add(COOKIE + ": is not true; session cookies would go over plain HTTP as well");
    }
    if (environment.acceptsProfiles(Profiles.of("keycloak"))) {
      var issuer = environment.getProperty(ISSUER, "");
      if (!"https".equals(scheme(issuer))) {
        problems.add(
          "%s: %s is no https address; who signs in, and with what, could be read on the way".formatted(
            ISSUER,
            issuer
          )
        );
      }
    }
    if (is("steward.sandbox.enabled", true)) {
      problems.add("steward.sandbox.enabled: is not false; the demo systems would answer here");
    }
    if (is("steward.demo.leads", true)) {
      problems.add("steward.demo.leads: is not false; demo leads would be started");
    }
    if (!"production".equals(environment.getProperty("steward.environment"))) {
      problems.add(
        "steward.environment: is not production; what is started would act on sandboxes"
      );
    }
    models().forEach((name, url) -> {
      if (url.isBlank()) {
        problems.add(
          "steward.models.%s.base-url: is empty; the rehearsal model would answer in its place".formatted(
            name
          )
        );
      }
    });
    secrets().forEach((name, value) -> {
      if (value.length() < SHORTEST_SECRET || KNOWN.contains(value.toLowerCase(Locale.ROOT))) {
        problems.add(
          "%s: is known or shorter than %d characters; make one with openssl rand -base64 24".formatted(
            name,
            SHORTEST_SECRET
          )
        );
      }
    });
    return problems;
  }

  private String people() {
    return environment.getProperty(PEOPLE, DemoServer.PEOPLE);
  }

  private boolean is(String property) {
    return is(property, false);
  }

  private boolean is(String property, boolean otherwise) {
    return environment.getProperty(property, Boolean.class, otherwise);
  }

  private static String scheme(String address) {
    try {
      return String.valueOf(URI.create(address).getScheme());
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private Map<String, String> models() {
    var urls = new TreeMap<String, String>();
    Binder.get(environment)
      .bind("steward.models", Bindable.mapOf(String.class, Object.class))
      .orElse(Map.of())
      .forEach((name, model) ->
        urls.put(name, environment.getProperty("steward.models." + name + ".base-url", ""))
      );
    return urls;
  }

  /** Those that are set, by name; empty ones are no secrets. */
  private Map<String, String> secrets() {
    var secrets = new TreeMap<String, String>();
    for (var source : environment.getPropertySources()) {
      if (source instanceof EnumerablePropertySource<?> listed) {
        for (var name : listed.getPropertyNames()) {
          var words = name.toLowerCase(Locale.ROOT).split("[._-]");
          if (
            words.length > 1 && OURS.contains(words[0]) && SECRETS.contains(words[words.length - 1])
          ) {
            var value = environment.getProperty(name, "");
            if (!value.isBlank()) {
              secrets.put(name, value);
            }
          }
        }
      }
    }
    return secrets;
  }
}
