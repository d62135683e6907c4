package dev.steward.outbound;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Sends HTTP requests to other systems. Each has one deadline for all of it, so that a server which drips its answer holds nobody;
 * a limit to the answer's size; and no redirects, which would lead to places nobody has agreed to. Nothing is ever sent twice.
 */
@Component
public class OutboundHttp implements DisposableBean {

  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final TimeValue IDLE = TimeValue.ofSeconds(30);
  /** Runs in flight are bounded elsewhere; waiting for a connection here would only hide that. */
  private static final int CONNECTIONS = 20_000;

  private final CloseableHttpClient anywhere = client(SystemDefaultDnsResolver.INSTANCE);
  private final CloseableHttpClient publicOnly = client(new PublicAddresses());
  private final Tracer tracer;
  private final Propagator propagator;
  private final ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(
    1,
    Thread.ofPlatform().daemon().name("outbound-deadlines").factory()
  );

  /** Tells nobody of a trace. */
  public OutboundHttp() {
    this(Tracer.NOOP, Propagator.NOOP);
  }

  private OutboundHttp(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Whoever is asked can take part in the trace of what asks. */
  @Autowired
  OutboundHttp(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
    this(
      tracer.getIfAvailable(() -> Tracer.NOOP),
      propagator.getIfAvailable(() -> Propagator.NOOP)
    );
  }

  private static CloseableHttpClient client(DnsResolver names) {
    var connections = PoolingHttpClientConnectionManagerBuilder.create()
      .useSystemProperties()
      .setDnsResolver(names)
      .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
      .setMaxConnTotal(CONNECTIONS)
      .setMaxConnPerRoute(CONNECTIONS)
      .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(CONNECT).build())
      .build();
    return HttpClients.custom()
      .useSystemProperties()
      .setConnectionManager(connections)
      .setUserAgent("Steward")
      .setDefaultRequestConfig(RequestConfig.custom().setRedirectsEnabled(false).build())
      .disableRedirectHandling()
      .disableAutomaticRetries()
      .disableCookieManagement()
      .disableAuthCaching()
      .disableContentCompression()
      .evictExpiredConnections()
      .evictIdleConnections(IDLE)
      .build();
  }

  /**
   * Sends a request and reads its answer.
   *
   * @throws UnreachableException where nothing was sent
   * @throws SocketTimeoutException where the time is over; the request may have been received
   * @throws IOException for all else that leaves open what became of the request
   * @throws InterruptedException where this thread was interrupted; likewise
   */
  public OutboundResponse exchange(OutboundRequest wanted)
    throws IOException, InterruptedException {
    var request = new HttpUriRequestBase(wanted.method(), wanted.uri());
    var span = tracer.currentSpan();
    if (span != null) {
      propagator.inject(span.context(), request, HttpUriRequestBase::setHeader);
    }
    wanted.headers().forEach(request::setHeader);
    if (wanted.body() != null) {
      // The content type is among the headers.
      request.setEntity(new ByteArrayEntity(wanted.body(), null));
    }
    var late = new AtomicBoolean();
    var deadline = deadlines.schedule(
      () -> {
        late.set(true);
        request.cancel();
      },
      wanted.timeout().toMillis(),
      TimeUnit.MILLISECONDS
    );
    try {
      return client(wanted.reach()).execute(request, response ->
        read(request, response, wanted.largestAnswer())
      );
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      var host = wanted.uri().getHost();
      if (isUnreachable(e)) {
        throw new UnreachableException("No connection to " + host, e);
      }
      if (late.get()) {
        var timeout = new SocketTimeoutException("No whole answer from " + host + " in time");
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      deadline.cancel(false);
    }
  }

  private CloseableHttpClient client(Reach reach) {
    return switch (reach) {
      case ANYWHERE -> anywhere;
      case PUBLIC -> publicOnly;
    };
  }

  private static boolean isUnreachable(IOException e) {
    return (
      e instanceof ConnectException ||
      e instanceof ConnectTimeoutException ||
      e instanceof UnknownHostException ||
      e instanceof NoRouteToHostException
    );
  }

  private static OutboundResponse read(
    HttpUriRequestBase request,
    ClassicHttpResponse response,
    int largest
  ) throws IOException {
    var headers = new LinkedHashMap<String, List<String>>();
    for (var header : response.getHeaders()) {
      headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
    }
    var entity = response.getEntity();
    if (entity == null) {
      return new OutboundResponse(response.getCode(), headers, new byte[0], true);
    }
    InputStream stream = entity.getContent();
    byte[] body = stream.readNBytes(largest);
    boolean whole = stream.read() < 0;
    if (!whole) {
      // The client would read the rest to keep the connection.
      request.cancel();
    }
    return new OutboundResponse(response.getCode(), headers, body, whole);
  }

  @Override
  public void destroy() throws IOException {
    deadlines.shutdownNow();
    anywhere.close();
    publicOnly.close();
  }
}
