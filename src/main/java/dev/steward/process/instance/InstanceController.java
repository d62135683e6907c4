package dev.steward.process.instance;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Cursor;
import dev.steward.listing.Listing;
import dev.steward.problem.FieldError;
import dev.steward.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
class InstanceController {

  private final Instances instances;
  private final InstanceQueries queries;
  private final Timeline timeline;
  private final Messages messages;
  private final CurrentActor current;

  InstanceController(
    Instances instances,
    InstanceQueries queries,
    Timeline timeline,
    Messages messages,
    CurrentActor current
  ) {
    this.instances = instances;
    this.queries = queries;
    this.timeline = timeline;
    this.messages = messages;
    this.current = current;
  }

  @PostMapping("/processes/{key}/instances")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<InstanceView> start(
    @PathVariable String key,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable @Size(
      max = 255
    ) String idempotencyKey,
    @Valid @RequestBody StartRequest request
  ) {
    var actor = current.get();
    var id = instances.start(
      key,
      request.businessKey(),
      request.variables(),
      idempotencyKey,
      actor
    );
    return ResponseEntity.created(URI.create("/api/instances/" + id)).body(
      instances.get(id, actor)
    );
  }

  @GetMapping("/instances")
  Listing<InstanceView> list(
    @RequestParam(required = false) @Nullable String processKey,
    @RequestParam(required = false) @Nullable String businessKey,
    @RequestParam(required = false) @Schema(
      implementation = InstanceState.class
    ) @Nullable String state,
    @RequestParam(required = false) @Nullable String page
  ) {
    var actor = current.get();
    var filter = new InstanceQueries.Filter(
      processKey,
      businessKey,
      state == null ? null : state(state),
      Instances.seesAll(actor) ? null : actor.name()
    );
    var after = page == null ? null : Cursor.parse(page);
    return queries.list(filter, after);
  }

  @GetMapping("/instances/{id}")
  InstanceView get(@PathVariable String id) {
    return instances.get(id, current.get());
  }

  @DeleteMapping("/instances/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(
    @PathVariable String id,
    @RequestParam(defaultValue = "No reason was given") String reason
  ) {
    instances.cancel(id, reason, current.get());
  }

  @GetMapping("/instances/{id}/timeline")
  Listing<TimelineEntry> timeline(@PathVariable String id) {
    instances.visible(id, current.get());
    return Listing.whole(timeline.of(id));
  }

  /** Delivers a message to the instance that waits for it. */
  @PostMapping("/messages")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void deliver(@Valid @RequestBody MessageRequest message) {
    messages.deliver(message, current.get());
  }

  private static InstanceState state(String id) {
    return InstanceState.find(id).orElseThrow(() ->
      ProblemException.invalid(
        "There is no such state",
        List.of(
          new FieldError("/state", "must be running, waiting, completed, failed or cancelled")
        )
      )
    );
  }
}
