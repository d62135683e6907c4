package dev.steward.tool.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.journal.LostWorkException;
import dev.steward.json.JsonTexts;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequest;
import dev.steward.outbound.OutboundResponse;
import dev.steward.outbound.Reach;
import dev.steward.outbound.UnreachableException;
import dev.steward.tool.contract.Effect;
import dev.steward.tool.contract.HttpTarget;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Calls tools over HTTP. Says of every answer whether the call happened, did not happen, or may have. */
@Component
class HttpAdapter implements Adapter<HttpTarget> {

  private static final Pattern ARGUMENT = Pattern.compile("(?<!\\$)\\{([A-Za-z0-9_-]+)}");
  private static final Pattern NO_SEGMENT = Pattern.compile("^\\.{1,2}$|[/\\\\]");
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");
  /** Whatever a target asks for. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private static final Duration PAUSE_UNLESS_TOLD = Duration.ofSeconds(1);

  private final Environment environment;
  private final OutboundHttp outbound;
  private final ClientTokens tokens;
  private final ObjectMapper json;
  private final Clock clock;

  HttpAdapter(
    Environment environment,
    OutboundHttp outbound,
    ClientTokens tokens,
    ObjectMapper json,
    Clock clock
  ) {
    this.environment = environment;
    this.outbound = outbound;
    this.tokens = tokens;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public Class<HttpTarget> target() {
    return HttpTarget.class;
  }

  @Override
  public Optional<String> address(HttpTarget target) {
    return Optional.of(environment.resolvePlaceholders(target.url()));
  }

  @Override
  public Answer call(HttpTarget target, Order order) {
    OutboundRequest request;
    try {
      request = request(target, order);
    } catch (IllegalArgumentException e) {
      return new Answer.Failure("The request cannot be built: " + e.getMessage());
    } catch (ClientTokens.NoTokenException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    }
    try {
      var response = outbound.exchange(request);
      if (response.status() == 401 && target.auth() != null && target.auth().oauth2() != null) {
        // Refused before anything happened; the token may have been revoked.
        tokens.forget(target.auth().oauth2());
      }
      return answer(target, order.contract().effect(), response);
    } catch (UnreachableException e) {
      return new Answer.Unavailable(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Answer.Unknown("No answer from " + request.uri().getHost());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // What came of the call is settled when the work is resumed.
      throw new LostWorkException("This node stops");
    }
  }

  private OutboundRequest request(HttpTarget target, Order order) {
    var arguments = order.arguments();
    Set<String> used = new HashSet<>();
    var url = new StringBuilder(fill(setting(target.url()), arguments, used, true));
    target
      .query()
      .forEach((name, template) -> append(url, name, optional(template, arguments, used)));
    var headers = new HashMap<String, String>();
    headers.put("Accept", "application/json");
    headers.put("Idempotency-Key", order.idempotencyKey());
    target.headers().forEach((name, template) -> {
      var value = optional(template, arguments, used);
      if (value != null) {
        headers.put(name, oneLine(name, value));
      }
    });
    authorize(target, order, url, headers);
    byte[] body = null;
    if (target.body() != null || WITH_BODY.contains(target.method())) {
      headers.put("Content-Type", "application/json");
      body = body(target, arguments, used).toString().getBytes(StandardCharsets.UTF_8);
    }
    var uri = uri(url.toString());
    checkHost(target, uri);
    return new OutboundRequest(
      target.method(),
      uri,
      headers,
      body,
      order.contract().timeout(),
      Math.toIntExact(order.contract().sizes().result().toBytes()),
      reach(target, order)
    );
  }

  /** What is wrong with an address is not quoted: it may hold a key. */
  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("its address is none", e);
    }
  }

  /** A secret never stands in a file: it is looked up in the environment that Steward runs in, for each call. */
  private String setting(String template) {
    return environment.resolveRequiredPlaceholders(template);
  }

  private void authorize(
    HttpTarget target,
    Order order,
    StringBuilder url,
    Map<String, String> headers
  ) {
    var auth = target.auth();
    if (auth == null) {
      return;
    }
    if (auth.bearer() != null) {
      headers.put("Authorization", "Bearer " + setting(auth.bearer()));
    }
    if (auth.apiKey() != null) {
      var key = auth.apiKey();
      if (key.header() != null) {
        headers.put(key.header(), setting(key.value()));
      } else if (key.query() != null) {
        append(url, key.query(), setting(key.value()));
      }
    }
    if (auth.oauth2() != null) {
      headers.put(
        "Authorization",
        "Bearer " + tokens.of(auth.oauth2(), order.contract().timeout(), reach(target, order))
      );
    }
  }

  private static Reach reach(HttpTarget target, Order order) {
    return order.inProduction() && !target.privateNetwork() ? Reach.PUBLIC : Reach.ANYWHERE;
  }

  /** An argument must not be able to add a header of its own. */
  private static String oneLine(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
        "the header '%s' would hold control characters".formatted(name)
      );
    }
    return value;
  }

  private JsonNode body(HttpTarget target, JsonNode arguments, Set<String> used) {
    if (target.body() != null) {
      // A text that is one argument and nothing else takes that argument with its type.
      return JsonTexts.replace(target.body(), text -> {
        var exact = ARGUMENT.matcher(text);
        if (exact.matches()) {
          return arguments.path(exact.group(1));
        }
        var filled = optional(text, arguments, used);
        return filled == null ? MissingNode.getInstance() : TextNode.valueOf(filled);
      });
    }
    ObjectNode rest = ((ObjectNode) arguments).deepCopy();
    rest.remove(used);
    return rest;
  }

  /** A host that an argument chooses must be one that the contract allows. */
  private void checkHost(HttpTarget target, URI uri) {
    if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme())) {
      throw new IllegalArgumentException("it has no http or https address");
    }
    boolean fromArgument = ARGUMENT.matcher(authority(target.url())).find();
    if (
      fromArgument &&
      target
        .hosts()
        .stream()
        .noneMatch(host -> covers(host, uri.getHost()))
    ) {
      throw new IllegalArgumentException(
        "the contract does not allow the host '%s'".formatted(uri.getHost())
      );
    }
  }

  private static String authority(String url) {
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + 3;
    int end = url.indexOf('/', start);
    return end < 0 ? url.substring(start) : url.substring(start, end);
  }

  private static boolean covers(String allowed, String host) {
    var name = host.toLowerCase(Locale.ROOT);
    return allowed.startsWith("*.")
      ? name.endsWith(allowed.substring(1).toLowerCase(Locale.ROOT))
      : name.equalsIgnoreCase(allowed);
  }

  private Answer answer(HttpTarget target, Effect effect, OutboundResponse response) {
    int status = response.status();
    if (status == 429) {
      return new Answer.Busy("The target answered with status 429", pause(response));
    }
    if (status == 503 && effect.mayRepeat() && retryAfter(response).isPresent()) {
      return new Answer.Busy("The target answered with status 503", pause(response));
    }
    if (status == 408 || status == 425 || status >= 500) {
      return new Answer.Unknown("The target answered with status " + status);
    }
    if (status >= 300 && status < 400) {
      // See Other is how many a target says that it is done.
      var message = "The target answered with status %d: redirects are not followed".formatted(
        status
      );
      return effect == Effect.READ ? new Answer.Failure(message) : new Answer.Unknown(message);
    }
    if (status >= 400) {
      return new Answer.Failure(
        "The target answered with status %d%s".formatted(status, detail(response.body())),
        status == 404
      );
    }
    if (!response.whole()) {
      return new Answer.Unknown(
        "The answer is larger than %d bytes".formatted(response.body().length)
      );
    }
    try {
      var body = json.readTree(response.body());
      if (body.isMissingNode()) {
        return new Answer.Success(json.createObjectNode());
      }
      var answer = target.answer() == null ? body : body.at(target.answer());
      return answer.isMissingNode()
        ? new Answer.Unknown("The answer has nothing at " + target.answer())
        : new Answer.Success(JsonTexts.storable(answer));
    } catch (IOException e) {
      return new Answer.Unknown("The answer is no JSON");
    }
  }

  /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3). */
  private Duration pause(OutboundResponse response) {
    var told = retryAfter(response).orElse("");
    try {
      return bounded(
        told.chars().allMatch(Character::isDigit) && !told.isEmpty() && told.length() < 8
          ? Duration.ofSeconds(Long.parseLong(told))
          : Duration.between(
              clock.instant(),
              ZonedDateTime.parse(told, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()
            )
      );
    } catch (DateTimeException e) {
      return PAUSE_UNLESS_TOLD;
    }
  }

  private static Optional<String> retryAfter(OutboundResponse response) {
    return response
      .headers()
      .entrySet()
      .stream()
      .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
      .flatMap(header -> header.getValue().stream())
      .findFirst();
  }

  private static Duration bounded(Duration duration) {
    if (duration.isNegative()) {
      return Duration.ZERO;
    }
    return duration.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : duration;
  }

  /** A refusal's own words help an agent to do better; anything but a problem's detail stays out. */
  private String detail(byte[] bytes) {
    try {
      var detail = json.readTree(bytes).path("detail");
      return detail.isTextual() ? ": " + JsonTexts.message(detail.textValue()) : "";
    } catch (IOException e) {
      return "";
    }
  }

  private @Nullable String optional(String template, JsonNode arguments, Set<String> used) {
    var matcher = ARGUMENT.matcher(template);
    while (matcher.find()) {
      if (arguments.path(matcher.group(1)).isMissingNode()) {
        return null;
      }
    }
    return fill(setting(template), arguments, used, false);
  }

  private static String fill(
    String template,
    JsonNode arguments,
    Set<String> used,
    boolean encode
  ) {
    return ARGUMENT.matcher(template).replaceAll(match -> {
      var name = match.group(1);
      var value = arguments.path(name);
      if (value.isMissingNode() || value.isContainerNode()) {
        throw new IllegalArgumentException("the argument '" + name + "' has no single value");
      }
      used.add(name);
      return Matcher.quoteReplacement(encode ? segment(name, value.asText()) : value.asText());
    });
  }

  /** Servers resolve dots, and some slashes that are encoded: an argument must not lead elsewhere than its contract says. */
  private static String segment(String name, String value) {
    if (value.isBlank() || NO_SEGMENT.matcher(value).find()) {
      throw new IllegalArgumentException(
        "the argument '%s' cannot stand in an address: '%s'".formatted(name, value)
      );
    }
    return encode(value);
  }

  private static void append(StringBuilder url, String name, @Nullable String value) {
    if (value != null) {
      url
        .append(url.indexOf("?") < 0 ? '?' : '&')
        .append(encode(name))
        .append('=')
        .append(encode(value));
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
