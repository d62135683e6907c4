package dev.steward.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The consultants' shared calendar. */
@SandboxComponent
@RestController
@RequestMapping("/sandbox/calendar")
class CalendarController {

  private static final String SYSTEM = "calendar";

  private final JdbcClient jdbc;
  private final Effects effects;
  private final Faults faults;
  private final Clock clock;

  CalendarController(
    JdbcClient jdbc,
    Effects effects,
    Faults faults,
    ObjectProvider<Clock> clocks
  ) {
    this.jdbc = jdbc;
    this.effects = effects;
    this.faults = faults;
    this.clock = clocks.getIfAvailable(Clock::systemUTC);
  }

  record NewBooking(
    @NotBlank String slotId,
    @NotNull @Email String attendee,
    @NotBlank @Size(max = 200) String title,
    @Nullable @Size(max = 2000) String notes
  ) {}

  record Booking(UUID bookingId, String slotId, String start, String end, String attendee) {}

  record Cancellation(@Nullable @Size(max = 500) String reason) {}

  record Cancelled(UUID bookingId, String status) {}

  @GetMapping("/slots")
  SandboxOperationController.Items<Slot> slots(
    @RequestParam(required = false) @Nullable LocalDate from,
    @RequestParam(defaultValue = "5") int count
  ) {
    faults.strikeRead(SYSTEM, "find-slots");
    if (count < 1 || count > 50) {
      throw SandboxProblem.invalid("validation-failed", "Ask for 1 to 50 slots");
    }
    return new SandboxOperationController.Items<>(Slot.offer(clock.instant(), from, count));
  }

  @PostMapping("/bookings")
  JsonNode book(
    @RequestBody @Valid NewBooking booking,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return effects.apply(SYSTEM, "book", key, booking, used -> insert(booking));
  }

  @DeleteMapping("/bookings/{bookingId}")
  JsonNode delete(
    @PathVariable UUID bookingId,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    return cancel(bookingId, null, key);
  }

  @PostMapping("/bookings/{bookingId}/cancel")
  JsonNode cancel(
    @PathVariable UUID bookingId,
    @RequestBody(required = false) @Valid @Nullable Cancellation cancellation,
    @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key
  ) {
    var reason = cancellation == null ? null : cancellation.reason();
    return effects.apply(SYSTEM, "cancel", key, List.of(bookingId, String.valueOf(reason)), used ->
      update(bookingId, reason)
    );
  }

  private Booking insert(NewBooking booking) {
    var slot = Slot.parse(booking.slotId())
      .filter(candidate -> candidate.start().isAfter(clock.instant()))
      .orElseThrow(() ->
        SandboxProblem.invalid("slot-unknown", "The calendar offers no such slot")
      );
    var id = UUID.randomUUID();
    jdbc
      .sql(
        "INSERT INTO sandbox_booking (id, slot_id, attendee, title, notes) VALUES (?, ?, ?, ?," +
          " ?)"
      )
      .params(id, slot.slotId(), booking.attendee(), booking.title(), booking.notes())
      .update();
    return new Booking(
      id,
      slot.slotId(),
      slot.start().toString(),
      slot.end().toString(),
      booking.attendee()
    );
  }

  /** Cancelling twice keeps the first time and reason. */
  private Cancelled update(UUID bookingId, @Nullable String reason) {
    var found = jdbc
      .sql(
        """
        UPDATE sandbox_booking
        SET cancelled_at = coalesce(cancelled_at, now()),
            cancel_reason = coalesce(cancel_reason, ?::text)
        WHERE id = ?
        """
      )
      .params(Arrays.asList(reason, bookingId))
      .update();
    if (found == 0) {
      throw SandboxProblem.notFound("booking-not-found", "There is no such booking");
    }
    return new Cancelled(bookingId, "cancelled");
  }
}
