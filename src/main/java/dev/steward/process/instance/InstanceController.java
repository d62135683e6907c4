package dev.steward.process.instance;

import dev.steward.identity.CurrentActor;
import dev.steward.listing.Listing;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
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
  private final Timeline timeline;
  private final Messages messages;
  private final CurrentActor current;

  InstanceController(
    Instances instances,
    Timeline timeline,
    Messages messages,
    CurrentActor current
  ) {
    this.instances = instances;
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
}
