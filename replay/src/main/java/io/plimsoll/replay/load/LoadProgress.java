package io.plimsoll.replay.load;

/**
 * How far a load is.
 *
 * @param stage which stage runs, from 0
 * @param stages how many there are
 * @param done requests that have ended, of all stages
 * @param total requests planned, of all stages; -1 if time decides
 * @param failed those of {@code done} that failed
 */
public record LoadProgress(int stage, int stages, long done, long total, long failed) {}
