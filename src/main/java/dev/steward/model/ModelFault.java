package dev.steward.model;

import java.time.Duration;
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
    /** The provider refuses this request; the same request will not fare better. */
    REJECTED(false);

    private final boolean retryable;

    Kind(boolean retryable) {
      this.retryable = retryable;
    }

    public boolean retryable() {
      return retryable;
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
