package dev.steward.notification;

/** What became of one attempt. */
sealed interface Sending {
  /** The transport has taken it. */
  record Accepted() implements Sending {}

  /** It was not taken; a later attempt may do better. */
  record NotAccepted(String reason) implements Sending {}

  /** It never will be taken. */
  record Refused(String reason) implements Sending {}

  /** It may have been taken. */
  record Unknown(String reason) implements Sending {}
}
