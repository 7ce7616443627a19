package io.plimsoll.client.load;

/**
 * The whole statistics at one instant.
 *
 * @param load what is driven
 * @param period what came of it since the last reset
 */
public record Snapshot(LoadState load, Period period) {}
