package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

class ThrottledSignInTest {

  private static final String HOME = "192.0.2.1";

  private final Clockwork clock = new Clockwork();
  private final Counting encoder = new Counting();
  private final ThrottledSignIn signIn = new ThrottledSignIn(passwords(people()), clock);

  @Test
  void makesANameWaitAfterTenFailures() {
    fail("approver", HOME, 10);

    assertThatThrownBy(() -> attempt("approver", "right", HOME)).isInstanceOfSatisfying(
      TooManySignInsException.class,
      refused -> assertThat(refused.seconds()).isEqualTo(90)
    );

    clock.pass(Duration.ofSeconds(90));
    attempt("approver", "right", HOME);
  }

  @Test
  void treatsNamesThatNobodyHasTheSame() {
    fail("nobody", HOME, 10);

    assertThatThrownBy(() -> attempt("nobody", "x", HOME)).isInstanceOf(
      TooManySignInsException.class
    );
  }

  @Test
  void looksAtOnePasswordForKnownAndForUnknownNames() {
    // The first unknown name makes the hash that later ones are compared with.
    assertThatThrownBy(() -> attempt("nobody", "x", HOME)).isInstanceOf(
      BadCredentialsException.class
    );
    encoder.looks.set(0);

    assertThatThrownBy(() -> attempt("approver", "x", HOME)).isInstanceOf(
      BadCredentialsException.class
    );
    assertThat(encoder.looks.getAndSet(0)).isEqualTo(1);
    assertThatThrownBy(() -> attempt("stranger", "x", HOME)).isInstanceOf(
      BadCredentialsException.class
    );
    assertThat(encoder.looks.get()).isEqualTo(1);
  }

  @Test
  void leavesTheSameNameAloneAtAnotherAddress() {
    fail("app", "198.51.100.7", 10);

    attempt("app", "right", HOME);
  }

  @Test
  void makesAnAddressWaitThatTriesManyNames() {
    for (int i = 0; i < 40; i++) {
      fail("name-" + i, HOME, 1);
    }

    assertThatThrownBy(() -> attempt("approver", "right", HOME)).isInstanceOf(
      TooManySignInsException.class
    );
    attempt("approver", "right", "192.0.2.2");
  }

  @Test
  void countsAllAddressesOfOneIpv6NetworkTogether() {
    for (int i = 0; i < 40; i++) {
      fail("name-" + i, "2001:db8:1:2::" + i, 1);
    }

    assertThatThrownBy(() -> attempt("approver", "right", "2001:db8:1:2::ffff")).isInstanceOf(
      TooManySignInsException.class
    );
    attempt("approver", "right", "2001:db8:1:3::1");
  }

  @Test
  void makesANameWaitThatIsTriedFromEverywhere() {
    for (int i = 0; i < 50; i++) {
      fail("approver", "198.51.100." + i, 1);
    }

    assertThatThrownBy(() -> attempt("approver", "right", HOME)).isInstanceOf(
      TooManySignInsException.class
    );
  }

  @Test
  void doesNotCountWhatWasRightOrCouldNotBeLookedAt() {
    for (int i = 0; i < 100; i++) {
      attempt("approver", "right", HOME);
    }
    var broken = new ThrottledSignIn(
      passwords(name -> {
        throw new IllegalStateException("no people");
      }),
      clock
    );
    for (int i = 0; i < 30; i++) {
      assertThatThrownBy(() ->
        broken.authenticate(presented("approver", "right", HOME))
      ).isInstanceOf(InternalAuthenticationServiceException.class);
    }
  }

  @Test
  void looksAtNoMoreThanTenOfManyAtOnce() throws Exception {
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      guesses.add(() -> {
        try {
          attempt("approver", "wrong", HOME);
          return false;
        } catch (TooManySignInsException e) {
          return false;
        } catch (BadCredentialsException e) {
          return true;
        }
      });
    }
    int looked = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var guess : threads.invokeAll(guesses)) {
        looked += guess.get() ? 1 : 0;
      }
    }

    assertThat(looked).isEqualTo(10);
  }

  private void fail(String name, String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> attempt(name, "wrong", address)).isInstanceOf(
        BadCredentialsException.class
      );
    }
  }

  private void attempt(String name, String password, String address) {
    assertThat(signIn.authenticate(presented(name, password, address)).isAuthenticated()).isTrue();
  }

  private static UsernamePasswordAuthenticationToken presented(
    String name,
    String password,
    String address
  ) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    var presented = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
    presented.setDetails(new WebAuthenticationDetails(request));
    return presented;
  }

  private static UserDetailsService people() {
    return name -> {
      if (!List.of("approver", "app").contains(name)) {
        throw new UsernameNotFoundException(name);
      }
      return User.withUsername(name).password("right").authorities("ROLE_app").build();
    };
  }

  private DaoAuthenticationProvider passwords(UserDetailsService people) {
    var passwords = new DaoAuthenticationProvider(people);
    passwords.setPasswordEncoder(encoder);
    return passwords;
  }

  private static final class Counting implements PasswordEncoder {

    private final AtomicInteger looks = new AtomicInteger();

    @Override
    public String encode(CharSequence password) {
      return password.toString();
    }

    @Override
    public boolean matches(CharSequence password, String stored) {
      looks.incrementAndGet();
      return stored.contentEquals(password);
    }
  }

  private static final class Clockwork extends Clock {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
