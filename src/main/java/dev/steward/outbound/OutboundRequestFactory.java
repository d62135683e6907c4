package dev.steward.outbound;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Lets client libraries built on Spring's send through {@link OutboundHttp}. An answer is read whole before the library sees it.
 *
 * @param timeout for one whole exchange
 * @param largestAnswer in bytes; a longer one is an error
 */
public record OutboundRequestFactory(
  OutboundHttp outbound,
  Duration timeout,
  int largestAnswer,
  Reach reach
) implements ClientHttpRequestFactory {
  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
    return new Request(uri, method);
  }

  private final class Request extends AbstractClientHttpRequest {

    private final URI uri;
    private final HttpMethod method;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(4096);

    private Request(URI uri, HttpMethod method) {
      this.uri = uri;
      this.method = method;
    }

    @Override
    public HttpMethod getMethod() {
      return method;
    }

    @Override
    public URI getURI() {
      return uri;
    }

    @Override
    protected OutputStream getBodyInternal(HttpHeaders headers) {
      return body;
    }

    @Override
    protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
      var sent = new HashMap<String, String>();
      headers.forEach((name, values) -> sent.put(name, String.join(", ", values)));
      // The client counts for itself.
      sent.remove(HttpHeaders.CONTENT_LENGTH);
      try {
        var answer = outbound.exchange(
          new OutboundRequest(
            method.name(),
            uri,
            sent,
            body.size() == 0 ? null : body.toByteArray(),
            timeout,
            largestAnswer,
            reach
          )
        );
        if (!answer.whole()) {
          throw new IOException("The answer is longer than " + largestAnswer + " bytes");
        }
        return new Response(answer);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("This node stops");
      }
    }
  }

  private record Response(OutboundResponse answer) implements ClientHttpResponse {
    @Override
    public HttpStatusCode getStatusCode() {
      return HttpStatusCode.valueOf(answer.status());
    }

    @Override
    public String getStatusText() {
      return "";
    }

    @Override
    public HttpHeaders getHeaders() {
      var headers = new HttpHeaders();
      answer.headers().forEach(headers::addAll);
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(answer.body());
    }

    @Override
    public void close() {
      // All of it has been read.
    }
  }
}
