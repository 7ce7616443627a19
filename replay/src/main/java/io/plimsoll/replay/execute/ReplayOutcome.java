package io.plimsoll.replay.execute;

import io.plimsoll.replay.report.ReplayStats;
import java.util.List;

/**
 * What a run leaves.
 *
 * @param stats has every request of the profile once
 * @param durationNanos from the start to the end of the run
 * @param warnings what a reader of the numbers should know
 * @param failure why it is {@link ReplayEnding#BROKEN}, else empty
 */
public record ReplayOutcome(
    ReplayStats stats,
    ReplayEnding ending,
    long durationNanos,
    List<String> warnings,
    String failure) {}
