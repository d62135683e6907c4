package dev.steward.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells those who draw which groups a task may go to. */
@RestController
class GroupController {

  private final People people;

  GroupController(People people) {
    this.people = people;
  }

  /**
   * @param items names, in order
   * @param complete false where not all groups can be known, so that one which is not among these may still be right
   */
  @Schema(name = "Groups")
  record Groups(List<String> items, boolean complete) {}

  @GetMapping("/api/groups")
  @PreAuthorize("hasAnyRole('analyst', 'operator', 'approver', 'auditor')")
  Groups groups() {
    var known = people.groups();
    return new Groups(
      known.map(names -> names.stream().sorted().toList()).orElseGet(List::of),
      known.isPresent()
    );
  }
}
