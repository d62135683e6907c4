package dev.steward.identity;

import dev.steward.problem.BrokenDefinitionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/**
 * People from the people file. Whether the file has changed is looked at for each question, so that
 * a permission taken away is gone at once; a file broken while running is reported and the last
 * good state kept, since a slip of the pen must not lock everybody out.
 */
@Component
@Profile("!keycloak")
class FilePeople implements People, UserDetailsService {

  private static final Logger log = LoggerFactory.getLogger(FilePeople.class);

  private final Resource file;
  private final String location;
  private volatile State state;

  private record State(Stamp stamp, PeopleParser.Parsed parsed) {}

  /** Cheap to read, and different whenever the content is. */
  private record Stamp(@Nullable FileTime modified, long size, @Nullable Object key) {
    static final Stamp UNCHANGING = new Stamp(null, 0, null);
  }

  FilePeople(IdentityProperties properties, ResourceLoader resources) throws IOException {
    this.location = properties.people();
    this.file = resources.getResource(location);
    if (!file.exists()) {
      throw new BrokenDefinitionException(location, List.of("there is no such people file"));
    }
    var stamp = stamp();
    this.state = new State(stamp, PeopleParser.parse(location, file.getContentAsByteArray()));
  }

  @Override
  public Optional<Actor> find(String name) {
    return name.startsWith(ROLE)
      ? Optional.ofNullable(current().parsed().roles().get(name))
      : person(name).map(Person::actor);
  }

  @Override
  public Optional<String> email(String name) {
    return person(name).map(Person::email);
  }

  @Override
  public List<Actor> members(Collection<String> groups) {
    return current()
      .parsed()
      .people()
      .values()
      .stream()
      .map(Person::actor)
      .filter(actor -> groups.stream().anyMatch(actor.groups()::contains))
      .toList();
  }

  @Override
  public Optional<Set<String>> groups() {
    return Optional.of(
      current()
        .parsed()
        .people()
        .values()
        .stream()
        .flatMap(person -> person.actor().groups().stream())
        .collect(Collectors.toSet())
    );
  }

  @Override
  public UserDetails loadUserByUsername(String name) {
    var person = person(name).orElseThrow(() ->
      new UsernameNotFoundException("Nobody has this name")
    );
    var authorities = person
      .actor()
      .roles()
      .stream()
      .map(Role::authority)
      .toArray(String[]::new);
    return User.withUsername(person.actor().name())
      .password(person.passwordHash())
      .authorities(authorities)
      .build();
  }

  private Optional<Person> person(String name) {
    return Optional.ofNullable(current().parsed().people().get(name));
  }

  private State current() {
    var known = state;
    try {
      return Objects.equals(stamp(), known.stamp()) ? known : reload();
    } catch (IOException e) {
      log.error("{}: cannot be read, people stay as they were", location, e);
      return known;
    }
  }

  private synchronized State reload() throws IOException {
    // Before the content: a write in between is then seen as a further change.
    var stamp = stamp();
    if (!stamp.equals(state.stamp())) {
      try {
        state = new State(stamp, PeopleParser.parse(location, file.getContentAsByteArray()));
        log.info("{}: read again, {} people", location, state.parsed().people().size());
      } catch (BrokenDefinitionException e) {
        state = new State(stamp, state.parsed());
        log.error("People stay as they were, because the file has mistakes: {}", e.getMessage());
      }
    }
    return state;
  }

  private Stamp stamp() throws IOException {
    if (!file.isFile()) {
      return Stamp.UNCHANGING;
    }
    var attributes = Files.readAttributes(file.getFile().toPath(), BasicFileAttributes.class);
    return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }
}
