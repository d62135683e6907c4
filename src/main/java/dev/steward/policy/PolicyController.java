package dev.steward.policy;

import dev.steward.listing.Listing;
import java.time.Instant;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows which decision tables are in force. */
@RestController
class PolicyController {

  private final PolicyTables tables;

  PolicyController(PolicyTables tables) {
    this.tables = tables;
  }

  /**
   * @param rules how many
   */
  record Policy(String key, String name, int version, Instant deployedAt, int rules) {}

  @GetMapping("/api/policies")
  Listing<Policy> list() {
    return Listing.whole(
      tables
        .all()
        .stream()
        .map(t -> new Policy(t.key(), t.name(), t.version(), t.deployedAt(), t.rules().size()))
        .toList()
    );
  }
}
