package dev.steward.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

enum NotificationState {
  /** To be sent, or tried again. */
  WAITING,
  /** A node is at it. */
  SENDING,
  SENT,
  /** The task was done before anybody was told. */
  DROPPED,
  /** It may have been sent. It is not sent again by itself, as nobody is told twice. */
  IN_DOUBT,
  /** Given up. */
  DEAD;

  @JsonValue
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Optional<NotificationState> find(String id) {
    return Stream.of(values())
      .filter(state -> state.id().equals(id))
      .findFirst();
  }
}
