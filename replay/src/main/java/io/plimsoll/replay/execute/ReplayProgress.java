package io.plimsoll.replay.execute;

/**
 * How far a run is.
 *
 * @param done requests that have ended, and watches whose response has begun
 * @param total requests of this runner
 * @param failed those of {@code done} that failed
 */
public record ReplayProgress(long done, long total, long failed) {}
