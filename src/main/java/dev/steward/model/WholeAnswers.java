package dev.steward.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Keeps what a provider really answered, as the client library reads only the fields it knows. The library runs a request on
 * the thread that asks for it, so the thread tells whose answer is whose.
 */
class WholeAnswers implements ClientHttpRequestInterceptor {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

  private final ThreadLocal<byte[]> bodies = new ThreadLocal<>();

  @Override
  public ClientHttpResponse intercept(
    HttpRequest request,
    byte[] body,
    ClientHttpRequestExecution execution
  ) throws IOException {
    var response = execution.execute(request, body);
    try (var stream = response.getBody()) {
      var answer = withoutNul(new String(stream.readAllBytes(), StandardCharsets.UTF_8)).getBytes(
        StandardCharsets.UTF_8
      );
      bodies.set(answer);
      return new Read(response, answer);
    } catch (IOException e) {
      response.close();
      throw e;
    }
  }

  /** JSON without escaped NULs, which PostgreSQL cannot store: one of them would keep a run from ever going on. */
  private static String withoutNul(String json) {
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

  private record Read(ClientHttpResponse response, byte[] body) implements ClientHttpResponse {
    @Override
    public HttpStatusCode getStatusCode() throws IOException {
      return response.getStatusCode();
    }

    @Override
    public String getStatusText() throws IOException {
      return response.getStatusText();
    }

    @Override
    public HttpHeaders getHeaders() {
      return response.getHeaders();
    }

    @Override
    public InputStream getBody() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public void close() {
      response.close();
    }
  }
}
