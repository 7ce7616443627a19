package io.plimsoll.frontend.external;

import io.plimsoll.frontend.queue.Maxima;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.TimeHistogram;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Snapshots with figures to order. */
final class TestQueues {

  /** Half a second is not shown. */
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00.5Z");

  private TestQueues() {}

  static QueueSnapshot snapshot(String name, int waiting, int running, int workers) {
    TimeHistogram.Snapshot none = new TimeHistogram.Snapshot(List.of(), 0);
    return new QueueSnapshot(
        name,
        waiting,
        running,
        0,
        workers,
        new QueueSnapshot.Counts(0, 0, 0, 0, Map.of(), none, none),
        new Maxima());
  }
}
