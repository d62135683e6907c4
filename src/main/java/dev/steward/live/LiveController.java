package dev.steward.live;

import dev.steward.identity.Actor;
import dev.steward.identity.CurrentActor;
import dev.steward.identity.People;
import dev.steward.identity.PeopleUnavailableException;
import dev.steward.process.spi.VisibleInstances;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
class LiveController {

  private final Streams streams;
  private final VisibleInstances instances;
  private final People people;
  private final CurrentActor current;
  private final LiveProperties properties;

  LiveController(
    Streams streams,
    VisibleInstances instances,
    People people,
    CurrentActor current,
    LiveProperties properties
  ) {
    this.streams = streams;
    this.instances = instances;
    this.people = people;
    this.current = current;
    this.properties = properties;
  }

  /**
   * Hints that something has changed which the caller may see, on whichever node it happened. The connection ends after some minutes,
   * with the session, and when the caller loses a role or a group.
   *
   * @param lastEventId whoever was connected before has missed something: anything may have changed
   */
  @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @ApiResponse(
    responseCode = "200",
    content = @Content(
      mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
      schema = @Schema(implementation = Hint.class)
    )
  )
  ResponseEntity<SseEmitter> events(
    @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
    HttpServletRequest request
  ) {
    var actor = current.get();
    var session = request.getSession(false);
    // Ended by its stream; the time is for one whose stream cannot write any more.
    var emitter = new SseEmitter(properties.lifetime().plus(properties.heartbeat()).toMillis());
    var stream = new Stream(
      actor,
      emitter,
      instances,
      () -> lasts(session) && holds(actor),
      properties
    );
    if (lastEventId != null) {
      stream.offer(Arrays.stream(Topic.values()).map(Hint::any).toList());
    }
    emitter.onCompletion(stream::close);
    emitter.onTimeout(stream::close);
    streams.begin(stream);
    return ResponseEntity.ok()
      .header("Cache-Control", "no-store")
      // Proxies would collect what should be told at once.
      .header("X-Accel-Buffering", "no")
      .body(emitter);
  }

  private static boolean lasts(@Nullable HttpSession session) {
    try {
      return session == null || session.getCreationTime() > 0;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private boolean holds(Actor before) {
    try {
      return people
        .find(before.name())
        .filter(now -> now.roles().containsAll(before.roles()))
        .filter(now -> now.groups().containsAll(before.groups()))
        .isPresent();
    } catch (PeopleUnavailableException e) {
      return false;
    }
  }
}
