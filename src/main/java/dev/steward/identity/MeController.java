package dev.steward.identity;

import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the web app who is signed in. */
@RestController
class MeController {

  private final CurrentActor currentActor;
  private final String environment;

  MeController(
    CurrentActor currentActor,
    @Value("${steward.environment:sandbox}") String environment
  ) {
    this.currentActor = currentActor;
    this.environment = environment;
  }

  record Me(
    String name,
    String displayName,
    List<Role> roles,
    List<String> groups,
    List<String> permissions,
    String environment
  ) {}

  @GetMapping("/api/me")
  Me me() {
    var actor = currentActor.get();
    return new Me(
      actor.name(),
      actor.displayName(),
      actor.roles().stream().sorted().toList(),
      actor.groups().stream().sorted().toList(),
      actor.permissions().stream().sorted().toList(),
      environment
    );
  }
}
