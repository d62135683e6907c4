package dev.steward.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Remembers for a few minutes that a password was right: an application with HTTP basic sends it
 * with each request, and one bcrypt check of strength 10 takes some 80 ms of CPU.
 *
 * <p>What is kept is a digest, under a key that exists only in this process, of the presented
 * password together with the stored hash. The stored hash holds the user's own salt, so that an
 * entry counts for one user only, and is dead as soon as the password is changed. Wrong passwords
 * are never remembered and always pay the full price, as guessing should.
 */
final class RememberedPasswords implements PasswordEncoder {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  private final PasswordEncoder encoder;
  private final Clock clock;
  private final SecretKeySpec key;

  private final Map<String, Instant> verifiedUntil = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
      return size() > MOST;
    }
  };

  RememberedPasswords(PasswordEncoder encoder, Clock clock) {
    this.encoder = encoder;
    this.clock = clock;
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  @Override
  public String encode(CharSequence password) {
    return encoder.encode(password);
  }

  @Override
  public boolean matches(CharSequence presented, String storedHash) {
    var digest = digest(presented, storedHash);
    if (isRemembered(digest)) {
      return true;
    }
    if (!encoder.matches(presented, storedHash)) {
      return false;
    }
    remember(digest);
    return true;
  }

  @Override
  public boolean upgradeEncoding(String storedHash) {
    return encoder.upgradeEncoding(storedHash);
  }

  private boolean isRemembered(String digest) {
    synchronized (verifiedUntil) {
      var until = verifiedUntil.get(digest);
      return until != null && clock.instant().isBefore(until);
    }
  }

  private void remember(String digest) {
    synchronized (verifiedUntil) {
      verifiedUntil.remove(digest);
      verifiedUntil.put(digest, clock.instant().plus(KEPT));
    }
  }

  private String digest(CharSequence presented, String storedHash) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      mac.update(storedHash.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(presented.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA256", e);
    }
  }
}
