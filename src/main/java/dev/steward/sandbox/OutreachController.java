package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Sends messages from the sales team's profiles and mailboxes, and collects the replies. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/outreach")
class OutreachController {

  private static final String SYSTEM = "outreach";

  private final Outreach outreach;
  private final Effects effects;
  private final Faults faults;

  OutreachController(Outreach outreach, Effects effects, Faults faults) {
    this.outreach = outreach;
    this.effects = effects;
    this.faults = faults;
  }

  record NewMessage(
    @NotBlank String account,
    @NotNull @Pattern(regexp = "linkedin|email") String channel,
    @NotBlank @Size(max = 320) String recipient,
    @NotBlank @Size(max = 200) String subject,
    @NotBlank @Size(max = 4000) String body
  ) {}

  record NewReply(@NotBlank @Size(max = 4000) String body) {}

  @GetMapping("/accounts")
  SandboxOperationController.Items<Outreach.Account> accounts(
    @RequestParam(required = false) @Nullable String channel
  ) {
    faults.strikeRead(SYSTEM, "accounts");
    return new SandboxOperationController.Items<>(outreach.accounts(channel));
  }

  @PostMapping("/messages")
  JsonNode send(
    @RequestBody @Valid NewMessage message,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "send", key, message, used -> outreach.send(message, used));
  }

  @GetMapping("/messages")
  Outreach.Message findByKey(@RequestParam String idempotencyKey) {
    faults.strikeRead(SYSTEM, "find-message");
    return outreach
      .findByKey(idempotencyKey)
      .orElseThrow(() ->
        SandboxProblem.notFound("message-not-found", "No message was sent with this key")
      );
  }

  @GetMapping("/inbox")
  SandboxOperationController.Items<Outreach.Reply> inbox(
    @RequestParam(required = false) @Nullable String sender
  ) {
    faults.strikeRead(SYSTEM, "inbox");
    return new SandboxOperationController.Items<>(outreach.inbox(sender));
  }

  /** Plays the recipient. */
  @PostMapping("/messages/{messageId}/replies")
  JsonNode reply(
    @PathVariable UUID messageId,
    @RequestBody @Valid NewReply reply,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "simulate-reply", key, List.of(messageId, reply), used ->
      outreach.reply(messageId, reply.body())
    );
  }
}
