package dev.steward.model;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.ResponseErrorHandler;

/** Turns a provider's error status into a fault; Spring AI's own handler loses Retry-After. */
class ProviderErrors implements ResponseErrorHandler {

  @Override
  public boolean hasError(ClientHttpResponse response) throws IOException {
    return response.getStatusCode().isError();
  }

  @Override
  public void handleError(URI url, HttpMethod method, ClientHttpResponse response)
    throws IOException {
    int status = response.getStatusCode().value();
    throw new ModelFault(
      switch (status) {
        case 429 -> ModelFault.Kind.RATE_LIMITED;
        case 408, 504 -> ModelFault.Kind.TIMEOUT;
        default -> status >= 500 ? ModelFault.Kind.UNAVAILABLE : ModelFault.Kind.REJECTED;
      },
      "The provider answered with status " + status,
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
