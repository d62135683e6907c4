package dev.steward.tool.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a contract's url leads, as far as it can be told without the call and without the settings: {@code ${CRM_URL}} stays as it
 * is.
 *
 * @param scheme null where the url names none
 * @param authority user, host and port as the url has them
 */
public record Address(@Nullable String scheme, String authority, String rest) {
  private static final Pattern URL = Pattern.compile(
    "(?:(https?)://)?((?:\\$\\{[^{}]*}|[^/?#$]|\\$(?!\\{))*)(.*)",
    Pattern.DOTALL
  );
  private static final Set<String> USUAL_PORTS = Set.of("80", "443");
  private static final Pattern SETTING = Pattern.compile("\\$\\{[^{}]*}");
  private static final Pattern ARGUMENT = Pattern.compile("\\{([A-Za-z0-9_-]+)}");
  private static final Pattern PORT = Pattern.compile("(.*?)(?::(\\d+))?");

  /** @param port null where it does not matter, or cannot be told */
  public record Host(String name, @Nullable String port) {
    /** Whether some address may belong to both. */
    public boolean meets(Host other) {
      return (
        (port == null || other.port == null || port.equals(other.port)) &&
        (covers(name, other.name) || covers(other.name, name))
      );
    }

    private static boolean covers(String pattern, String name) {
      return (
        pattern.equals(name) || (pattern.startsWith("*.") && name.endsWith(pattern.substring(1)))
      );
    }
  }

  public static Address of(String url) {
    var parts = URL.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("Every text is split into the three");
    }
    return new Address(parts.group(1), parts.group(2), parts.group(3));
  }

  /** The arguments that a template refers to. */
  static Set<String> arguments(String template) {
    return new TreeSet<>(
      ARGUMENT.matcher(withoutSettings(template))
        .results()
        .map(match -> match.group(1))
        .toList()
    );
  }

  public boolean hostIsGiven() {
    return !arguments(authority).isEmpty();
  }

  boolean hasCredentials() {
    return withoutSettings(authority).contains("@");
  }

  /** Whether a brace is neither part of an argument nor of a setting. */
  boolean hasStrayBraces() {
    var literal = ARGUMENT.matcher(withoutSettings(authority + rest)).replaceAll("");
    return literal.contains("{") || literal.contains("}");
  }

  /** @param allowed the hosts of the contract, which count where the url leaves the host to the call */
  public List<Host> hosts(List<String> allowed) {
    if (hostIsGiven()) {
      return allowed
        .stream()
        .map(name -> new Host(name, null))
        .toList();
    }
    var hosts = new ArrayList<Host>();
    var parts = PORT.matcher(
      authority.contains("$") ? authority : authority.toLowerCase(Locale.ROOT)
    );
    if (parts.matches() && !parts.group(1).isEmpty()) {
      hosts.add(new Host(withoutDot(parts.group(1)), port(parts.group(2))));
    }
    return hosts;
  }

  /** A name with the root's dot is the same name. */
  private static String withoutDot(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /** One host serves the same under both schemes, as a rule. */
  private static @Nullable String port(@Nullable String port) {
    if (port == null) {
      return null;
    }
    var digits = port.replaceFirst("^0+(?=.)", "");
    return USUAL_PORTS.contains(digits) ? null : digits;
  }

  private static String withoutSettings(String template) {
    return SETTING.matcher(template).replaceAll("");
  }
}
