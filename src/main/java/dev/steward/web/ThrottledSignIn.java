package dev.steward.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Slows down guessing, in the form and with HTTP basic alike. Attempts are counted before the password is looked at and given back
 * when it was right, so that many at once gain nothing; names that exist and names that don't are treated the same.
 *
 * <p>Counted on each node, in memory: with several nodes the limits are multiplied by their number. Whoever knows a name can keep
 * its owner from signing in, but has to fail fifty times within an hour, from more than one address.
 */
final class ThrottledSignIn implements AuthenticationProvider {

  private static final int MOST_COUNTED = 100_000;
  private static final Duration KEPT = Duration.ofHours(2);
  private static final int LONGEST_NAME = 128;

  private final AuthenticationProvider passwords;
  private final LoadingCache<Subject, Bucket> attempts;

  ThrottledSignIn(AuthenticationProvider passwords, Clock clock) {
    this.passwords = passwords;
    var time = new ClockMeter(clock);
    this.attempts = Caffeine.newBuilder()
      .maximumSize(MOST_COUNTED)
      .expireAfterAccess(KEPT)
      .build(subject ->
        Bucket.builder().withCustomTimePrecision(time).addLimit(subject.limit()).build()
      );
  }

  private sealed interface Subject {
    Bandwidth limit();

    record NameFromAddress(String name, String address) implements Subject {
      @Override
      public Bandwidth limit() {
        return failures(10, Duration.ofMinutes(15));
      }
    }

    record Address(String address) implements Subject {
      @Override
      public Bandwidth limit() {
        return failures(40, Duration.ofMinutes(15));
      }
    }

    record Name(String name) implements Subject {
      @Override
      public Bandwidth limit() {
        return failures(50, Duration.ofHours(1));
      }
    }

    private static Bandwidth failures(int most, Duration within) {
      return Bandwidth.builder().capacity(most).refillGreedy(most, within).build();
    }
  }

  @Override
  public Authentication authenticate(Authentication presented) {
    var taken = take(subjects(presented));
    var failed = false;
    try {
      return passwords.authenticate(presented);
    } catch (BadCredentialsException e) {
      failed = true;
      throw e;
    } finally {
      if (!failed) {
        taken.forEach(bucket -> bucket.addTokens(1));
      }
    }
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return passwords.supports(authentication);
  }

  private List<Bucket> take(List<Subject> subjects) {
    var taken = new ArrayList<Bucket>();
    for (var subject : subjects) {
      var bucket = attempts.get(subject);
      var probe = bucket.tryConsumeAndReturnRemaining(1);
      if (!probe.isConsumed()) {
        taken.forEach(other -> other.addTokens(1));
        throw new TooManySignInsException(Duration.ofNanos(probe.getNanosToWaitForRefill()));
      }
      taken.add(bucket);
    }
    return taken;
  }

  private static List<Subject> subjects(Authentication presented) {
    var name = presented.getName();
    var known = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    var address =
      presented.getDetails() instanceof WebAuthenticationDetails details
        ? network(details.getRemoteAddress())
        : "";
    return List.of(
      new Subject.NameFromAddress(known, address),
      new Subject.Address(address),
      new Subject.Name(known)
    );
  }

  /** Whoever has one IPv6 address has all that begin with the same 64 bits. */
  private static String network(String address) {
    try {
      return InetAddress.getByName(address) instanceof Inet6Address six
        ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
        : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private record ClockMeter(Clock clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant());
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
