package dev.steward.model;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model did not answer, or not with anything usable. */
public final class ModelFault extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why, and with it whether another try can help. */
  public enum Kind {
    TIMEOUT(true),
    RATE_LIMITED(true),
    UNAVAILABLE(true),
    /** An answer that cannot be read. */
    MALFORMED(true),
    /** Neither a text nor a tool call. */
    EMPTY(true),
    /** Cut off at the provider's limit of length. */
    TRUNCATED(true),
    /** The provider refuses this request; the same request will not fare better. */
    REJECTED(false);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
    }

    /** As in the database and the trail. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }

  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  ModelFault(Kind kind, String message, @Nullable Duration retryAfter) {
    super(message);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  ModelFault(Kind kind, String message) {
    this(kind, message, null);
  }

  public Kind kind() {
    return kind;
  }

  /** How long the provider asks to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
