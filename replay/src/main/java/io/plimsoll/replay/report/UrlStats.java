package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;

/** What became of the requests of one URL key. */
final class UrlStats {

  long succeeded;
  long failed;
  long cancelled;
  long receivedBytes;

  /** Of those that succeeded. */
  LatencyStats latency = new LatencyStats();

  void merge(UrlStats other) {
    succeeded += other.succeeded;
    failed += other.failed;
    cancelled += other.cancelled;
    receivedBytes += other.receivedBytes;
    latency.merge(other.latency);
  }

  long started() {
    return succeeded + failed + cancelled;
  }
}
