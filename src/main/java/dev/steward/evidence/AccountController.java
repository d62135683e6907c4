package dev.steward.evidence;

import dev.steward.identity.CurrentActor;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccountController {

  private final InstanceAccounts accounts;
  private final CurrentActor current;

  AccountController(InstanceAccounts accounts, CurrentActor current) {
    this.accounts = accounts;
    this.current = current;
  }

  /** What happened, who and what took part, which data, what failed, what has to be undone, and what it cost; from the trail. */
  @GetMapping("/api/instances/{id}/account")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Account account(@PathVariable String id) {
    return accounts.of(id, current.get());
  }
}
