package dev.steward.identity;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a people file and refuses it, with every mistake named, rather than guess. */
final class PeopleParser {

  // No colon: "agent:<role>" is how the audit trail tells agents from people.
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,127}");
  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9/._-]*");
  private static final Pattern PERMISSION = Pattern.compile("[a-z0-9-]+:[a-z0-9-]+");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s<>,;]+@[^@\\s<>,;]+");
  private static final Pattern HASH = Pattern.compile(
    "\\{bcrypt}\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}"
  );
  private static final Set<String> RESERVED = Set.of("system", "anonymous");

  private static final ObjectMapper YAML = YAMLMapper.builder()
    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
    .build();

  private final String file;
  private final List<String> mistakes = new ArrayList<>();

  private PeopleParser(String file) {
    this.file = file;
  }

  private record Document(
    @Nullable List<@Nullable Entry> people,
    @Nullable List<@Nullable RoleEntry> roles
  ) {}

  private record RoleEntry(@Nullable String name, @Nullable List<String> permissions) {}

  /** @param roles that agents may represent, by {@code role:<name>} */
  record Parsed(Map<String, Person> people, Map<String, Actor> roles) {}

  private record Entry(
    @Nullable String name,
    @Nullable String displayName,
    @Nullable String email,
    @Nullable String password,
    @Nullable List<String> roles,
    @Nullable List<String> groups,
    @Nullable List<String> permissions
  ) {}

  /** Whether a person may be called that, wherever people come from. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !RESERVED.contains(name);
  }

  /**
   * @param file named in errors
   * @return people and roles by name, in the file's order
   * @throws BrokenDefinitionException with place and reason of every mistake
   */
  static Parsed parse(String file, byte[] content) {
    return new PeopleParser(file).parse(content);
  }

  private Parsed parse(byte[] content) {
    var document = read(content);
    var people = new LinkedHashMap<String, Person>();
    var entries = Optional.ofNullable(document.people()).orElse(List.of());
    if (entries.isEmpty()) {
      mistake("people", "lists nobody");
    }
    for (int i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      if (entry == null) {
        mistake("people[" + i + "]", "is empty");
        continue;
      }
      var person = person("people[" + i + "]", entry);
      if (people.put(person.actor().name(), person) != null) {
        mistake("people[" + i + "].name", "'" + entry.name() + "' is listed twice");
      }
    }
    var roles = roles(Optional.ofNullable(document.roles()).orElse(List.of()));
    if (!mistakes.isEmpty()) {
      throw new BrokenDefinitionException(file, mistakes);
    }
    return new Parsed(people, roles);
  }

  private Map<String, Actor> roles(List<@Nullable RoleEntry> entries) {
    var roles = new LinkedHashMap<String, Actor>();
    for (int i = 0; i < entries.size(); i++) {
      var place = "roles[" + i + "]";
      var entry = entries.get(i);
      if (entry == null) {
        mistake(place, "is empty");
        continue;
      }
      var name = text(place + ".name", entry.name());
      if (!name.isEmpty() && !WORD.matcher(name).matches()) {
        mistake(place + ".name", "'" + name + "' is not of the form " + WORD);
      }
      var permissions = words(place + ".permissions", entry.permissions(), PERMISSION);
      var role = new Actor(People.ROLE + name, name, Set.of(), Set.of(), permissions);
      if (roles.put(role.name(), role) != null) {
        mistake(place + ".name", "'" + name + "' is listed twice");
      }
    }
    return roles;
  }

  private Document read(byte[] content) {
    try {
      var document = YAML.readValue(content, Document.class);
      return document == null ? new Document(null, null) : document;
    } catch (JsonProcessingException e) {
      mistake(place(e), reason(e));
    } catch (IOException e) {
      mistake("", "cannot be read: " + e.getMessage());
    }
    throw new BrokenDefinitionException(file, mistakes);
  }

  private Person person(String place, Entry entry) {
    var name = text(place + ".name", entry.name());
    if (!name.isEmpty() && !isName(name)) {
      mistake(place + ".name", "'" + name + "' cannot be a name");
    }
    var hash = text(place + ".password", entry.password());
    // Never quote it: what stands here may be a password somebody forgot to hash.
    if (!hash.isEmpty() && !HASH.matcher(hash).matches()) {
      mistake(place + ".password", "must be a bcrypt hash with {bcrypt} in front");
    }
    var roles = new LinkedHashSet<Role>();
    for (var role : words(place + ".roles", entry.roles(), WORD)) {
      Role.of(role).ifPresentOrElse(roles::add, () ->
        mistake(place + ".roles", "unknown role '" + role + "', known: " + roleIds())
      );
    }
    if (roles.isEmpty()) {
      mistake(place + ".roles", "needs at least one of " + roleIds());
    }
    var displayName = Optional.ofNullable(entry.displayName())
      .filter(t -> !t.isBlank())
      .orElse(name);
    var groups = words(place + ".groups", entry.groups(), WORD);
    var permissions = words(place + ".permissions", entry.permissions(), PERMISSION);
    var actor = new Actor(name, displayName, roles, groups, permissions);
    return new Person(actor, hash, email(place + ".email", entry.email()));
  }

  private @Nullable String email(String place, @Nullable String email) {
    if (email != null && !EMAIL.matcher(email).matches()) {
      mistake(place, "'" + email + "' is no e-mail address");
    }
    return email;
  }

  private String text(String place, @Nullable String text) {
    if (text == null || text.isBlank()) {
      mistake(place, "is missing");
      return "";
    }
    return text;
  }

  private Set<String> words(String place, @Nullable List<String> words, Pattern pattern) {
    var found = new LinkedHashSet<String>();
    for (@Nullable
    String word : words == null ? List.<String>of() : words) {
      if (word == null || !pattern.matcher(word).matches()) {
        mistake(place, "'" + word + "' is not of the form " + pattern);
      } else {
        found.add(word);
      }
    }
    return found;
  }

  private void mistake(String place, String reason) {
    mistakes.add(place.isEmpty() ? reason : place + ": " + reason);
  }

  private static String roleIds() {
    return Arrays.stream(Role.values()).map(Role::id).collect(Collectors.joining(", "));
  }

  private static String place(JsonProcessingException e) {
    // The reader has often gone on to the end of the entry: the path is the better address where
    // there is one.
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return pathOf(mapping);
    }
    var at = e.getLocation();
    return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
  }

  private static String reason(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> "is not known here, known: " +
        Objects.requireNonNull(unknown.getKnownPropertyIds())
          .stream()
          .map(String::valueOf)
          .sorted()
          .collect(Collectors.joining(", "));
      case MismatchedInputException mismatch -> "has the wrong form";
      default -> e.getOriginalMessage().lines().findFirst().orElse("is not valid YAML");
    };
  }

  private static String pathOf(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.toString();
  }
}
