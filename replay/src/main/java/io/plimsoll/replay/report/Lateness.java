package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;

/** How late requests started, and why. */
final class Lateness {

  /** A request that starts within this time of when it was due is on time. */
  static final long ON_TIME_NANOS = 10_000_000;

  LatencyStats total = new LatencyStats();
  LatencyStats heldByOrder = new LatencyStats();
  LatencyStats heldByClients = new LatencyStats();
  LatencyStats generatorLate = new LatencyStats();
  long started;
  long onTime;

  /** Requests that the generator alone made later than {@link #maxLateNanos}. */
  long overMax;

  long maxLateNanos;

  Lateness(long maxLateNanos) {
    this.maxLateNanos = maxLateNanos;
  }

  void record(RequestResult result) {
    long late = Math.max(0, result.startNanos() - result.dueNanos());
    total.record(late);
    heldByOrder.record(result.heldByOrderNanos());
    heldByClients.record(result.heldByClientsNanos());
    generatorLate.record(result.generatorLateNanos());
    started++;
    if (late <= ON_TIME_NANOS) {
      onTime++;
    }
    if (result.generatorLateNanos() > maxLateNanos) {
      overMax++;
    }
  }

  void merge(Lateness other) {
    total.merge(other.total);
    heldByOrder.merge(other.heldByOrder);
    heldByClients.merge(other.heldByClients);
    generatorLate.merge(other.generatorLate);
    started += other.started;
    onTime += other.onTime;
    overMax += other.overMax;
    // Runners of one replay have the same; where they differ, the counts of both stand.
    maxLateNanos = Math.max(maxLateNanos, other.maxLateNanos);
  }
}
