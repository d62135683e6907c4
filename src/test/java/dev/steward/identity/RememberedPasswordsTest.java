package dev.steward.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class RememberedPasswordsTest {

  private int checks;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final PasswordEncoder slow = new PasswordEncoder() {
    @Override
    public String encode(CharSequence password) {
      return "hash of " + password;
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
      checks++;
      return hash.equals(encode(password));
    }
  };

  private final Clock clock = new Clock() {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  };

  private final RememberedPasswords passwords = new RememberedPasswords(slow, clock);

  @Test
  void checksARightPasswordOnceInFiveMinutes() {
    assertThat(passwords.matches("a", "hash of a")).isTrue();
    assertThat(passwords.matches("a", "hash of a")).isTrue();
    assertThat(checks).isEqualTo(1);

    now = now.plus(Duration.ofMinutes(5));
    assertThat(passwords.matches("a", "hash of a")).isTrue();
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void remembersNoWrongPassword() {
    assertThat(passwords.matches("b", "hash of a")).isFalse();
    assertThat(passwords.matches("b", "hash of a")).isFalse();
    assertThat(checks).isEqualTo(2);
  }

  @Test
  void forgetsAPasswordThatWasChanged() {
    assertThat(passwords.matches("a", "hash of a")).isTrue();

    assertThat(passwords.matches("a", "hash of b")).isFalse();
    assertThat(passwords.matches("", "hash of a")).isFalse();
  }
}
