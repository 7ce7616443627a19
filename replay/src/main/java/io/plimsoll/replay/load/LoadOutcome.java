package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ReplayEnding;
import io.plimsoll.replay.report.ReplayStats;
import java.time.Instant;
import java.util.List;

/**
 * What a load leaves.
 *
 * @param stages what each stage that began came to
 * @param aggregated all stages together, times from the start of the first
 * @param durationNanos from the start of the first stage to the end of the last
 * @param startedAt by the wall clock
 * @param failure why it is {@link ReplayEnding#BROKEN}, else empty
 */
public record LoadOutcome(
    List<Stage> stages,
    ReplayStats aggregated,
    long durationNanos,
    Instant startedAt,
    ReplayEnding ending,
    List<String> warnings,
    String failure) {

  /** One stage; times are from its own start. */
  public record Stage(ReplayStats stats, long durationNanos, Instant startedAt) {}
}
