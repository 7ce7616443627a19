package io.plimsoll.frontend.queue;

/** An item as {@link QueueModel} sees it. */
final class Job {

  enum Stage {
    WAITING,
    RUNNING,
    ABANDONED,
    OVER
  }

  final String name;
  final long limitNanos;
  final boolean isShort;
  final int arrival;
  Stage stage = Stage.WAITING;
  int tries;
  long waitedNanos;
  long waitsSince;

  Job(String name, long limitNanos, boolean isShort, int arrival, long now) {
    this.name = name;
    this.limitNanos = limitNanos;
    this.isShort = isShort;
    this.arrival = arrival;
    this.waitsSince = now;
  }
}
