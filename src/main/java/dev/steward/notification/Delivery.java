package dev.steward.notification;

import java.time.Instant;
import java.util.UUID;

/**
 * One message to one recipient, taken to be sent.
 *
 * @param recipient a person's name; for a webhook, {@code webhook}
 * @param attempt this one, from 1
 */
record Delivery(UUID id, Channel channel, String recipient, int attempt, About about, Instant at) {}
