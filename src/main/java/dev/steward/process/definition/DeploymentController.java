package dev.steward.process.definition;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.ProblemException;
import dev.steward.process.check.Finding;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/deployments")
class DeploymentController {

  private static final int PAGE = 50;
  private static final String NO_NUL = "(?s)[^\\x00]*";
  private static final String DEPLOYERS = "hasAnyRole('analyst', 'operator')";
  private static final String READERS = "hasAnyRole('analyst', 'operator', 'auditor')";

  private final Deployments deployments;
  private final DeploymentRows rows;
  private final CurrentActor current;

  DeploymentController(Deployments deployments, DeploymentRows rows, CurrentActor current) {
    this.deployments = deployments;
    this.rows = rows;
    this.current = current;
  }

  /**
   * @param changed false where the newest versions are of this very content, and nothing was deployed
   * @param warnings that did not stand in the way
   */
  @Schema(name = "DeploymentResult")
  record Result(DeploymentView deployment, boolean changed, List<Finding> warnings) {
    static ResponseEntity<Result> of(Deployments.Outcome outcome) {
      return ResponseEntity.status(outcome.changed() ? HttpStatus.CREATED : HttpStatus.OK).body(
        new Result(outcome.deployment(), outcome.changed(), outcome.warnings())
      );
    }
  }

  /** @param deployable whether no finding is an error */
  @Schema(name = "DeploymentCheck")
  record Checked(boolean deployable, List<Finding> findings) {}

  @Schema(name = "DeploymentDetail")
  record Detail(DeploymentView deployment, List<Resource> resources) {}

  /** @param size in bytes */
  @Schema(name = "DeployedResource")
  record Resource(String name, int size) {}

  @Schema(name = "RollbackRequest")
  record Rollback(@NotBlank @Size(max = 500) @Pattern(regexp = NO_NUL) String comment) {}

  /**
   * Deploys all files or none.
   *
   * @param files diagrams, forms and decision tables, or archives of them
   * @param comment why
   */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @PreAuthorize(DEPLOYERS)
  @ApiResponse(responseCode = "201", description = "Deployed")
  @ApiResponse(responseCode = "200", description = "Nothing has changed")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = Uploads.Refusal.class)
    )
  )
  ResponseEntity<Result> deploy(
    @RequestPart List<MultipartFile> files,
    @RequestParam @NotBlank @Size(max = 500) @Pattern(regexp = NO_NUL) String comment
  ) {
    return Result.of(deployments.deploy(Uploads.bundle(files), comment, current.get()));
  }

  /** What a deployment of these files would find. Nothing is stored. */
  @PostMapping(path = "/check", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @PreAuthorize(DEPLOYERS)
  Checked check(@RequestPart List<MultipartFile> files) {
    var checked = deployments.check(Uploads.bundle(files));
    return new Checked(checked.isDeployable(), checked.findings());
  }

  /** The newest first. */
  @GetMapping
  @PreAuthorize(READERS)
  Listing<DeploymentView> list(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable String page
  ) {
    return Listing.page(
      rows.list(processKey, page == null ? null : Cursor.parse(page), PAGE + 1),
      PAGE,
      last -> new Cursor(last.deployedAt(), last.id()).toString()
    );
  }

  @GetMapping("/{id}")
  @PreAuthorize(READERS)
  Detail get(@PathVariable String id) {
    return new Detail(
      deployments.get(id),
      deployments
        .resources(id)
        .entrySet()
        .stream()
        .map(file -> new Resource(file.getKey(), file.getValue().length))
        .toList()
    );
  }

  /** A file as it was deployed. */
  @GetMapping(
    path = "/{id}/resources/{name}",
    produces = { MediaType.APPLICATION_XML_VALUE, MediaType.APPLICATION_JSON_VALUE }
  )
  @PreAuthorize(READERS)
  ResponseEntity<byte[]> resource(@PathVariable String id, @PathVariable String name) {
    var content = deployments.resources(deployments.get(id).id()).get(name);
    if (content == null) {
      throw ProblemException.notFound(
        "resource-not-found",
        "The deployment has no file of this name"
      );
    }
    return ResponseEntity.ok()
      .contentType(name.endsWith(".form") ? MediaType.APPLICATION_JSON : MediaType.APPLICATION_XML)
      .body(content);
  }

  /** Deploys the files of an earlier deployment once more. Running instances stay on their version. */
  @PostMapping("/{id}/rollback")
  @PreAuthorize(DEPLOYERS)
  @ApiResponse(responseCode = "201", description = "Deployed")
  @ApiResponse(responseCode = "200", description = "It is the newest version already")
  @ApiResponse(
    responseCode = "422",
    description = "Refused",
    content = @Content(
      mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
      schema = @Schema(implementation = Uploads.Refusal.class)
    )
  )
  ResponseEntity<Result> rollback(@PathVariable String id, @Valid @RequestBody Rollback request) {
    return Result.of(deployments.rollback(id, request.comment(), current.get()));
  }
}
