package dev.steward.audit;

/**
 * An entry with its place in its chain.
 *
 * @param position counts from 1
 * @param hash SHA-256 of the chain up to and with it
 */
public record LinkedEntry(RecordedEntry recorded, String chain, long position, byte[] hash) {}
