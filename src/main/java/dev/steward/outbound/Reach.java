package dev.steward.outbound;

/** Which addresses a request may be sent to, whatever its host's name resolves to. */
public enum Reach {
  ANYWHERE,
  /** No loopback, private, link-local or multicast address: a name must not lead into the network this application stands in. */
  PUBLIC,
}
