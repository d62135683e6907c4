package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequest;
import dev.steward.outbound.OutboundResponse;
import dev.steward.outbound.Reach;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends a client library's requests, and keeps what a provider really answered, as the library reads only the fields it knows. The
 * library runs a request on the thread that asks for it, so the thread tells whose answer is whose.
 */
class WholeAnswers implements ClientHttpRequestFactory {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");
  private static final int LARGEST_ANSWER = 16 << 20;

  private final ThreadLocal<byte[]> bodies = new ThreadLocal<>();
  private final OutboundHttp outbound;
  private final Duration timeout;

  WholeAnswers(OutboundHttp outbound, Duration timeout) {
    this.outbound = outbound;
    this.timeout = timeout;
  }

  @Override
  public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
    return new Request(uri, method);
  }

  /** JSON without escaped NULs, which PostgreSQL cannot store: one of them would keep a run from ever going on. */
  static String withoutNul(String json) {
    return json.contains("\\u0000") ? ESCAPED_NUL.matcher(json).replaceAll("$1\\\\ufffd") : json;
  }

  /** The last answer on this thread. */
  JsonNode last() {
    try {
      var body = Optional.ofNullable(bodies.get());
      return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body.get());
    } catch (IOException e) {
      throw new IllegalStateException("The library has read this as JSON", e);
    }
  }

  void forget() {
    bodies.remove();
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
            body.toByteArray(),
            timeout,
            LARGEST_ANSWER,
            Reach.ANYWHERE
          )
        );
        if (!answer.whole()) {
          throw new IOException("The answer is longer than " + LARGEST_ANSWER + " bytes");
        }
        var whole = withoutNul(new String(answer.body(), StandardCharsets.UTF_8)).getBytes(
          StandardCharsets.UTF_8
        );
        bodies.set(whole);
        return new Read(answer, whole);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("This node stops");
      }
    }
  }

  private record Read(OutboundResponse response, byte[] body) implements ClientHttpResponse {
    @Override
    public HttpStatusCode getStatusCode() {
      return HttpStatusCode.valueOf(response.status());
    }

    @Override
    public String getStatusText() {
      return "";
    }

    @Override
    public HttpHeaders getHeaders() {
      var headers = new HttpHeaders();
      response.headers().forEach(headers::addAll);
      return headers;
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
      // All of it has been read.
    }
  }
}
