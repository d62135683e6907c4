package dev.steward.audit;

import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The trail for auditors and operators. */
@RestController
class AuditController {

  private static final int PAGE = 100;

  private final AuditLog log;

  AuditController(AuditLog log) {
    this.log = log;
  }

  @Schema(name = "AuditEntry")
  record Item(
    long id,
    Instant at,
    String type,
    String actor,
    @Nullable String onBehalfOf,
    @Nullable String processKey,
    @Nullable String instanceId,
    @Nullable String activityId,
    @Nullable String state,
    String title,
    Map<String, ?> detail,
    @Nullable String traceId
  ) {
    static Item of(RecordedEntry recorded) {
      var entry = recorded.entry();
      return new Item(
        recorded.id(),
        recorded.at(),
        entry.type(),
        entry.actor(),
        entry.onBehalfOf(),
        entry.processKey(),
        entry.instanceId(),
        entry.activityId(),
        entry.state(),
        entry.title(),
        entry.detail(),
        recorded.traceId()
      );
    }
  }

  @GetMapping("/api/audit")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  Listing<Item> find(
    @RequestParam(required = false) @Nullable String instanceId,
    @RequestParam(required = false) @Nullable String type,
    @RequestParam(required = false) @Nullable String actor,
    @RequestParam(required = false) @Nullable Instant from,
    @RequestParam(required = false) @Nullable Instant to,
    @RequestParam(required = false) @Nullable String page
  ) {
    var filter = new AuditLog.Filter(instanceId, type, actor, from, to);
    var found = log
      .find(filter, before(page), PAGE + 1)
      .stream()
      .map(Item::of)
      .toList();
    return Listing.page(found, PAGE, last -> String.valueOf(last.id()));
  }

  private static @Nullable Long before(@Nullable String page) {
    try {
      return page == null || page.isEmpty() ? null : Long.valueOf(page);
    } catch (NumberFormatException e) {
      throw new ProblemException(
        HttpStatus.BAD_REQUEST,
        "unknown-page",
        "The page is none that this list named as next.",
        List.of()
      );
    }
  }
}
