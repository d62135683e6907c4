package dev.steward.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.journal.LostWorkException;
import dev.steward.json.JsonTexts;
import dev.steward.outbound.OutboundHttp;
import dev.steward.outbound.OutboundRequest;
import dev.steward.outbound.OutboundResponse;
import dev.steward.outbound.Reach;
import dev.steward.outbound.UnreachableException;
import dev.steward.tool.Contract.HttpBinding;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Calls tools over HTTP. Says of every answer whether the call happened, did not happen, or may have. */
@Component
class HttpAdapter {

  private static final Pattern ARGUMENT = Pattern.compile("\\{([A-Za-z0-9_-]+)}");
  private static final int MAX_ANSWER_BYTES = 1 << 20;

  private final Environment environment;
  private final ObjectMapper json;
  private final OutboundHttp outbound;

  HttpAdapter(Environment environment, OutboundHttp outbound, ObjectMapper json) {
    this.environment = environment;
    this.outbound = outbound;
    this.json = json;
  }

  Answer call(Contract contract, HttpBinding binding, JsonNode arguments, String idempotencyKey) {
    OutboundRequest request;
    try {
      request = request(contract, binding, arguments, idempotencyKey);
    } catch (IllegalArgumentException e) {
      return new Answer.Failure("The request cannot be built: " + e.getMessage());
    }
    try {
      return answer(outbound.exchange(request));
    } catch (UnreachableException e) {
      // Nothing was sent, so nothing happened; still worth another try.
      return new Answer.Unknown("No connection to " + request.uri().getHost());
    } catch (IOException e) {
      return new Answer.Unknown("No answer from " + request.uri().getHost());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // What came of the call is settled when the work is resumed.
      throw new LostWorkException("This node stops");
    }
  }

  private OutboundRequest request(
    Contract contract,
    HttpBinding binding,
    JsonNode arguments,
    String idempotencyKey
  ) {
    Set<String> used = new HashSet<>();
    var url = new StringBuilder(
      fill(environment.resolveRequiredPlaceholders(binding.url()), arguments, used, true)
    );
    binding
      .query()
      .forEach((name, template) -> append(url, name, optional(template, arguments, used)));
    var headers = new HashMap<String, String>();
    headers.put("Accept", "application/json");
    headers.put("Idempotency-Key", idempotencyKey);
    binding.headers().forEach((name, template) -> {
      var value = optional(template, arguments, used);
      if (value != null) {
        headers.put(name, value);
      }
    });
    byte[] bytes = null;
    if (Set.of("POST", "PUT", "PATCH").contains(binding.method())) {
      ObjectNode body = ((ObjectNode) arguments).deepCopy();
      body.remove(used);
      headers.put("Content-Type", "application/json");
      bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    }
    return new OutboundRequest(
      binding.method(),
      URI.create(url.toString()),
      headers,
      bytes,
      contract.timeout(),
      MAX_ANSWER_BYTES,
      Reach.ANYWHERE
    );
  }

  private Answer answer(OutboundResponse response) {
    int status = response.status();
    byte[] bytes = response.body();
    if (status == 408 || status == 425 || status == 429 || status >= 500) {
      return new Answer.Unknown("The target answered with status " + status);
    }
    if (status >= 300) {
      return new Answer.Failure(
        "The target answered with status %d%s".formatted(status, detail(bytes)),
        status == 404 || status == 410
      );
    }
    if (!response.whole()) {
      return new Answer.Unknown("The answer is larger than " + MAX_ANSWER_BYTES + " bytes");
    }
    try {
      return new Answer.Success(
        bytes.length == 0 ? json.createObjectNode() : storable(json.readTree(bytes))
      );
    } catch (IOException e) {
      return new Answer.Unknown("The answer is no JSON");
    }
  }

  /** PostgreSQL stores no NUL in a text, and a target must not be able to stop a run by sending one. */
  private static JsonNode storable(JsonNode body) {
    return JsonTexts.replace(body, text -> TextNode.valueOf(text.replace('\0', '\uFFFD')));
  }

  /** A refusal's own words help an agent to do better; anything but a problem's detail stays out. */
  private String detail(byte[] bytes) {
    try {
      var detail = json.readTree(bytes).path("detail");
      return detail.isTextual() ? ": " + detail.textValue() : "";
    } catch (IOException e) {
      return "";
    }
  }

  private static @Nullable String optional(String template, JsonNode arguments, Set<String> used) {
    var matcher = ARGUMENT.matcher(template);
    while (matcher.find()) {
      if (arguments.path(matcher.group(1)).isMissingNode()) {
        return null;
      }
    }
    return fill(template, arguments, used, false);
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
      return Matcher.quoteReplacement(encode ? encode(value.asText()) : value.asText());
    });
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
