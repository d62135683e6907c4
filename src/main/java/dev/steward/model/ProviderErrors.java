package dev.steward.model;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;

/** Turns a provider's error status into a fault; Spring AI's own handler loses Retry-After. */
class ProviderErrors implements ResponseErrorHandler {

  private static final Logger log = LoggerFactory.getLogger(ProviderErrors.class);
  private static final int LOGGED_CHARACTERS = 500;

  private final String model;

  ProviderErrors(String model) {
    this.model = model;
  }

  @Override
  public boolean hasError(ClientHttpResponse response) throws IOException {
    return response.getStatusCode().isError();
  }

  @Override
  public void handleError(URI url, HttpMethod method, ClientHttpResponse response)
    throws IOException {
    int status = response.getStatusCode().value();
    // The provider's words help who runs this; they are too free for the trail, which everybody reads.
    var words = new String(
      response.getBody().readNBytes(LOGGED_CHARACTERS),
      StandardCharsets.UTF_8
    );
    log.warn(
      "The provider of model '{}' answered with status {}: {}",
      model,
      status,
      words.replaceAll("\\p{Cntrl}+", " ")
    );
    throw new ModelFault(
      switch (status) {
        case 429 -> ModelFault.Kind.RATE_LIMITED;
        case 408, 504 -> ModelFault.Kind.TIMEOUT;
        default -> status >= 500 ? ModelFault.Kind.UNAVAILABLE : ModelFault.Kind.REJECTED;
      },
      "The provider of model '%s' answered with status %d".formatted(model, status),
      retryAfter(response.getHeaders().getFirst("Retry-After")).orElse(null)
    );
  }

  private static Optional<Duration> retryAfter(@Nullable String header) {
    try {
      return header == null
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(Long.parseLong(header.strip())));
    } catch (NumberFormatException e) {
      // The other form is a date, which providers do not use.
      return Optional.empty();
    }
  }
}
