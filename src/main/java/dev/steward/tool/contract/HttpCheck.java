package dev.steward.tool.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Whether an HTTP request can be built from the arguments of a call, and leads only where its contract says. */
final class HttpCheck {

  private static final Set<String> CREDENTIALS = Set.of(
    "authorization",
    "proxy-authorization",
    "cookie"
  );

  private final HttpTarget target;
  private final JsonNode arguments;
  private final BiConsumer<String, String> problem;

  /** @param problem takes a JSON pointer into the target, and a reason */
  HttpCheck(HttpTarget target, JsonNode arguments, BiConsumer<String, String> problem) {
    this.target = target;
    this.arguments = arguments;
    this.problem = problem;
  }

  void run() {
    url();
    templates("/query", target.query());
    templates("/headers", target.headers());
    target
      .headers()
      .keySet()
      .stream()
      .filter(name -> CREDENTIALS.contains(name.toLowerCase(Locale.ROOT)))
      .forEach(name -> problem.accept("/headers/" + escaped(name), "credentials belong in auth"));
    if (target.body() != null) {
      body("/body", target.body());
    }
  }

  private void url() {
    var address = Address.of(target.url());
    template("/url", target.url());
    for (var name : Address.arguments(target.url())) {
      if (
        isDeclared(name) &&
        arguments
          .path("required")
          .valueStream()
          .noneMatch(one -> one.asText().equals(name))
      ) {
        problem.accept(
          "/url",
          "the argument '" + name + "' must be required, as the address needs it"
        );
      }
    }
    if (address.hasStrayBraces()) {
      problem.accept("/url", "braces stand only around the name of an argument or a setting");
    }
    if (address.authority().isBlank()) {
      problem.accept("/url", "names no host");
    }
    if (address.hasCredentials()) {
      problem.accept("/url", "credentials belong in auth");
    }
    if (address.hostIsGiven() && target.hosts().isEmpty()) {
      problem.accept(
        "/url",
        "a host that comes from an argument needs hosts, which says where it may lead"
      );
    }
  }

  private void templates(String place, Map<String, String> templates) {
    templates.forEach((name, template) -> template(place + "/" + escaped(name), template));
  }

  private void body(String place, JsonNode template) {
    if (template.isTextual()) {
      template(place, template.textValue());
    }
    template
      .propertyStream()
      .forEach(entry -> body(place + "/" + escaped(entry.getKey()), entry.getValue()));
    for (int i = 0; template.isArray() && i < template.size(); i++) {
      body(place + "/" + i, template.get(i));
    }
  }

  private void template(String place, String template) {
    for (var name : Address.arguments(template)) {
      if (!isDeclared(name)) {
        problem.accept(place, "there is no argument '" + name + "'");
      }
    }
  }

  private boolean isDeclared(String name) {
    return arguments.path("properties").has(name);
  }

  /** As one step of a JSON pointer. */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
