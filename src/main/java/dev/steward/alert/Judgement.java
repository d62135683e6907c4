package dev.steward.alert;

/** What a rule says of a reading. */
enum Judgement {
  FIRES,
  CALM,
  /** There was nothing to measure, or too little: whatever was, still is. */
  UNKNOWN,
}
