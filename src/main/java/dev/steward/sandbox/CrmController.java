package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A customer database: contacts, the state of their leads, and what was done with them. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/crm")
class CrmController {

  private static final String SYSTEM = "crm";
  private static final String STATUSES = "new|contacted|replied|qualified|disqualified";

  private final Crm crm;
  private final Effects effects;
  private final Faults faults;

  CrmController(Crm crm, Effects effects, Faults faults) {
    this.crm = crm;
    this.effects = effects;
    this.faults = faults;
  }

  record History(boolean known, List<Crm.Contact> contacts, List<Crm.Activity> activities) {}

  record LeadUpdate(
    @NotNull @Pattern(regexp = STATUSES) String status,
    @Nullable @Size(max = 200) String company,
    @Nullable @Size(max = 2000) String note,
    @Nullable @Size(max = 500) String nextAction
  ) {}

  record NewActivity(
    @NotNull @Email String email,
    @NotBlank @Size(max = 40) String type,
    @NotBlank @Size(max = 2000) String note,
    @Nullable Instant dueAt
  ) {}

  record PriceTier(
    @NotNull @Pattern(regexp = "standard|preferred|key-account") String tier,
    @NotBlank @Size(max = 2000) String reason
  ) {}

  /** Somebody the CRM has never heard of is an answer, not an error. */
  @GetMapping("/history")
  History history(
    @RequestParam(required = false) @Nullable String email,
    @RequestParam(required = false) @Nullable String company
  ) {
    faults.strikeRead(SYSTEM, "history");
    if (email == null && company == null) {
      throw SandboxProblem.invalid("validation-failed", "Name an email or a company");
    }
    var contacts = crm.contacts(email == null ? null : lower(email), company);
    return new History(!contacts.isEmpty(), contacts, crm.activities(contacts));
  }

  @RequestMapping(path = "/leads/{email}", method = { RequestMethod.PUT, RequestMethod.PATCH })
  JsonNode updateLead(
    @PathVariable String email,
    @RequestBody @Valid LeadUpdate update,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    var contact = address(email);
    return effects.apply(SYSTEM, "update-lead", key, List.of(contact, update), used ->
      crm.updateLead(contact, update)
    );
  }

  @PostMapping("/activities")
  JsonNode logActivity(
    @RequestBody @Valid NewActivity activity,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "log-activity", key, activity, used ->
      crm.logActivity(lower(activity.email()), activity)
    );
  }

  @PutMapping("/contacts/{email}/price-tier")
  JsonNode changePriceTier(
    @PathVariable String email,
    @RequestBody @Valid PriceTier change,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    var contact = address(email);
    return effects.apply(SYSTEM, "change-price-tier", key, List.of(contact, change), used ->
      crm.changePriceTier(contact, change)
    );
  }

  @DeleteMapping("/contacts/{email}")
  JsonNode deleteContact(
    @PathVariable String email,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    var contact = address(email);
    return effects.apply(SYSTEM, "delete-contact", key, contact, used ->
      Map.of("email", contact, "deleted", crm.deleteContact(contact))
    );
  }

  private static String address(String email) {
    if (!email.matches("[^@\\s]+@[^@\\s]+")) {
      throw SandboxProblem.invalid("validation-failed", "The path names no e-mail address");
    }
    return lower(email);
  }

  private static String lower(String email) {
    return email.trim().toLowerCase(Locale.ROOT);
  }
}
