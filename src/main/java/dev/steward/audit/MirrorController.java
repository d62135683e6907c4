package dev.steward.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how far the copy of the trail is. */
@RestController
class MirrorController {

  private final MirrorRows rows;
  private final MirrorProperties properties;

  MirrorController(MirrorRows rows, MirrorProperties properties) {
    this.rows = rows;
    this.properties = properties;
  }

  /**
   * @param host of the receiver; null where there is none
   * @param entries that it has taken
   * @param checkpointsBehind signed ones that it does not have in full
   * @param failingSince null where the last attempt succeeded
   */
  @Schema(name = "AuditMirror")
  record View(
    @Nullable String host,
    long entries,
    @Nullable Instant takenAt,
    long checkpointsBehind,
    @Nullable Instant failingSince,
    @Nullable String problem
  ) {}

  @GetMapping("/api/audit/mirror")
  @PreAuthorize("hasAnyRole('auditor', 'operator')")
  View state() {
    var state = rows.state();
    var url = properties.url();
    return new View(
      url == null ? null : url.getHost(),
      state.taken(),
      state.takenAt(),
      state.checkpointsBehind(),
      state.failingSince(),
      state.problem()
    );
  }
}
