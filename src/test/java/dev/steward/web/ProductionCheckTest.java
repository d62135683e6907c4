package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;

/** With the settings that are shipped, and one of them worse in each case. */
class ProductionCheckTest {

  private static final String[] SAFE = {
    "spring.profiles.active=keycloak,production",
    "STEWARD_MODEL_BASE_URL=https://models.example.com",
    "steward.keycloak.issuer=https://id.example.com/realms/steward",
    "steward.keycloak.client-secret=Zx81-not-known-to-anybody",
    "spring.datasource.password=Qm7u-not-known-to-anybody",
  };

  private final ApplicationContextRunner production = new ApplicationContextRunner()
    .withInitializer(new ConfigDataApplicationContextInitializer())
    .withUserConfiguration(ProductionCheck.class);

  @Test
  void startsWithWhatIsShippedAndSecretsOfOnesOwn() {
    production.withPropertyValues(SAFE).run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void startsWithAPeopleFileOfOnesOwn() {
    production
      .withPropertyValues(SAFE)
      .withPropertyValues(
        "spring.profiles.active=production",
        "steward.identity.people=file:people.yaml"
      )
      .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void asksNothingOfOtherProfiles() {
    production.run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "spring.profiles.active=production,                  steward.identity.people: the demo users",
    "server.servlet.session.cookie.secure=false,         server.servlet.session.cookie.secure: is not true",
    "steward.keycloak.issuer=http://id/realms/steward,   steward.keycloak.issuer: http://id/realms/steward is no https",
    "steward.keycloak.issuer=no address,                 steward.keycloak.issuer: no address is no https",
    "steward.sandbox.enabled=true,                       steward.sandbox.enabled: is not false",
    "steward.demo.leads=true,                            steward.demo.leads: is not false",
    "steward.environment=sandbox,                        steward.environment: is not production",
    "steward.models.short.base-url=,                     steward.models.short.base-url: is empty",
    "steward.keycloak.client-secret=secret,              steward.keycloak.client-secret: is known or shorter",
    "spring.datasource.password=postgres,                spring.datasource.password: is known or shorter",
    "steward.audit.mirror.secret=short,                  steward.audit.mirror.secret: is known or shorter",
  })
  void refusesWhatIsForTryingOut(String worse, String problem) {
    production
      .withPropertyValues(Stream.concat(Stream.of(SAFE), Stream.of(worse)).toArray(String[]::new))
      .run(context -> {
        var failure = Objects.requireNonNull(context.getStartupFailure());
        assertThat(failure).hasRootCauseInstanceOf(UnsafeProductionException.class);
        var message = NestedExceptionUtils.getMostSpecificCause(failure).getMessage();
        assertThat(Objects.requireNonNull(message).lines())
          .singleElement()
          .asString()
          .startsWith(problem);
        var analysis = new UnsafeProductionAnalyzer().analyze(failure);
        assertThat(Objects.requireNonNull(analysis).getDescription()).contains(problem);
      });
  }
}
