package dev.steward.process.instance;

import dev.steward.identity.CurrentActor;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Takes running instances to another version of their process. */
@RestController
class MigrationController {

  private final Migrations migrations;
  private final CurrentActor current;

  MigrationController(Migrations migrations, CurrentActor current) {
    this.migrations = migrations;
    this.current = current;
  }

  /**
   * @param dryRun whether nothing is to be changed; it has no default
   * @param instances ids; all of the version where none is named
   * @param after the {@code next} of an earlier answer, to go on behind it
   * @param reason for the audit trail
   */
  @Schema(name = "MigrationRequest")
  record Request(
    @Min(1) int fromVersion,
    @Min(1) int toVersion,
    @NotNull Boolean dryRun,
    @Nullable @Size(min = 1, max = Migrations.MOST) List<String> instances,
    @Nullable String after,
    @NotBlank @Size(max = 500) @Pattern(regexp = "(?s)[^\\x00]*") String reason
  ) {}

  /**
   * @param migrated how many of the items were, or in a dry run would be
   * @param next null where no instance of the version is left behind these
   */
  @Schema(name = "Migration")
  record Result(
    String processKey,
    int fromVersion,
    int toVersion,
    boolean dryRun,
    int migrated,
    List<Item> items,
    @Nullable String next
  ) {}

  /**
   * @param migratable whether it was migrated, or in a dry run would be
   * @param problems why not, a sentence each
   * @param remarks what is not as before where it is migrated, a sentence each
   */
  @Schema(name = "MigratedInstance")
  record Item(
    String instanceId,
    @Nullable String businessKey,
    boolean migratable,
    List<String> problems,
    List<String> remarks
  ) {}

  /** At most 100 instances at once, each in a transaction of its own: one that cannot be migrated stays where it is. */
  @PostMapping("/api/processes/{key}/migrations")
  @PreAuthorize("hasRole('operator')")
  Result migrate(@PathVariable String key, @Valid @RequestBody Request request) {
    return migrations.migrate(key, request, current.get());
  }
}
