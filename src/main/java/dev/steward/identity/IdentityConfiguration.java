package dev.steward.identity;

import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

  @Bean
  PasswordEncoder passwordEncoder(Clock clock) {
    // bcrypt alone: Spring's usual set would also take {noop}, a password in the clear.
    var bcrypt = new BCryptPasswordEncoder(10);
    return new RememberedPasswords(
      new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", bcrypt)),
      clock
    );
  }

  /** The one clock of the application; here because every other module stands on this one. */
  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
