package dev.steward.tool.adapter.mcp;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** The client that the SDK is given: it reads no more of an answer than allowed, and follows no redirect. */
final class BoundedHttpClient extends HttpClient {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final HttpClient client;
  private final long largest;

  /** @param largest in bytes, of one body */
  BoundedHttpClient(Duration connect, long largest) {
    this.client = HttpClient.newBuilder()
      // Upgrading to HTTP/2 on plain http breaks servers that do not expect it.
      .version(Version.HTTP_1_1)
      .followRedirects(Redirect.NEVER)
      .connectTimeout(connect)
      .build();
    this.largest = largest;
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
    HttpRequest request,
    BodyHandler<T> handler
  ) {
    return client.sendAsync(request, answer ->
      isRefusal(answer.statusCode())
        ? new Refused<>(new HttpRefusal(answer.statusCode(), pause(answer)))
        : new Bounded<>(handler.apply(answer), largest)
    );
  }

  /** A timeout or a failure of the server leaves open how far it came. */
  private static boolean isRefusal(int status) {
    return status >= 400 && status < 500 && status != 408;
  }

  private static Duration pause(ResponseInfo answer) {
    long usual = answer.statusCode() == TOO_MANY_REQUESTS ? 1 : 0;
    try {
      var wanted = answer.headers().firstValueAsLong("Retry-After").orElse(usual);
      return Duration.ofSeconds(Math.clamp(wanted, usual, LONGEST_PAUSE.toSeconds()));
    } catch (NumberFormatException e) {
      // It may be a date.
      return Duration.ofSeconds(usual);
    }
  }

  private static final class Refused<T> implements BodySubscriber<T> {

    private final HttpRefusal refusal;

    Refused(HttpRefusal refusal) {
      this.refusal = refusal;
    }

    @Override
    public CompletionStage<T> getBody() {
      return CompletableFuture.failedFuture(refusal);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.cancel();
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {}

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  private static final class Bounded<T> implements BodySubscriber<T> {

    private final BodySubscriber<T> body;
    private final long largest;
    private Flow.@Nullable Subscription subscription;
    private long read;
    private boolean over;

    Bounded(BodySubscriber<T> body, long largest) {
      this.body = body;
      this.largest = largest;
    }

    @Override
    public CompletionStage<T> getBody() {
      return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (var buffer : buffers) {
        read += buffer.remaining();
      }
      if (over) {
        return;
      }
      if (read <= largest) {
        body.onNext(buffers);
        return;
      }
      over = true;
      if (subscription != null) {
        subscription.cancel();
      }
      body.onError(new OversizedException(largest));
    }

    @Override
    public void onError(Throwable error) {
      if (!over) {
        body.onError(error);
      }
    }

    @Override
    public void onComplete() {
      if (!over) {
        body.onComplete();
      }
    }
  }

  @Override
  public void shutdownNow() {
    client.shutdownNow();
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
    throws IOException, InterruptedException {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
    HttpRequest request,
    BodyHandler<T> handler,
    @Nullable PushPromiseHandler<T> pushes
  ) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  /** The SDK takes a builder and no client. Whatever it sets has been decided here. */
  HttpClient.Builder asBuilder() {
    return new Builder() {
      @Override
      public HttpClient build() {
        return BoundedHttpClient.this;
      }

      @Override
      public Builder cookieHandler(CookieHandler cookies) {
        return this;
      }

      @Override
      public Builder connectTimeout(Duration connect) {
        return this;
      }

      @Override
      public Builder sslContext(SSLContext context) {
        return this;
      }

      @Override
      public Builder sslParameters(SSLParameters parameters) {
        return this;
      }

      @Override
      public Builder executor(Executor executor) {
        return this;
      }

      @Override
      public Builder followRedirects(Redirect policy) {
        return this;
      }

      @Override
      public Builder version(Version version) {
        return this;
      }

      @Override
      public Builder priority(int priority) {
        return this;
      }

      @Override
      public Builder proxy(ProxySelector proxies) {
        return this;
      }

      @Override
      public Builder authenticator(Authenticator authenticator) {
        return this;
      }
    };
  }
}
