package io.plimsoll.client.load;

import io.plimsoll.client.load.Change.Kind;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts requests and replies three times: in the period, in the current second, and since the
 * start. Pure: the time comes in, as nanoseconds of a monotonic clock. Confined to the load's event
 * loop.
 */
final class Tally {

  /** Between two ticks; what a script sets a thousand times in a second nobody reads. */
  private static final int MOST_CHANGES = 100;

  private final long beganNanos;

  /** What was due before this has no times in a period after the warm-up. */
  private final long timedFromNanos;

  private final List<Change> changes = new ArrayList<>();

  private Statistics statistics;
  private Interval interval = new Interval();
  private long intervalNanos;
  private boolean warmingUp;
  private long started;
  private long succeeded;
  private long failed;

  /**
   * @param beganNanos when the load begins
   * @param warmUpNanos how long it warms up from then on; 0 = not at all
   */
  Tally(long beganNanos, long warmUpNanos) {
    this.beganNanos = beganNanos;
    this.timedFromNanos = beganNanos + warmUpNanos;
    this.warmingUp = warmUpNanos > 0;
    this.intervalNanos = beganNanos;
    this.statistics = new Statistics(beganNanos);
  }

  /** A request was sent. */
  void started(long dueNanos, long now) {
    started++;
    statistics.started(now - dueNanos, isTimed(dueNanos));
    interval.started(now - dueNanos);
  }

  /** A request was answered. */
  void answered(long dueNanos, Reply reply, long now) {
    if (reply.failed()) {
      failed++;
    } else {
      succeeded++;
    }
    statistics.answered(reply, now - dueNanos, now, isTimed(dueNanos));
    interval.answered(reply, now - dueNanos);
  }

  /** A request is over without an answer. */
  void lost(String why) {
    failed++;
    statistics.lost(why);
    interval.lost();
  }

  /*
   * What was due in the warm-up and is answered after it counts, as the flow of replies is what
   * throughput is, but without its times: what was slow to begin with is in them, and of all
   * requests, long ones are more likely than short ones to be there still when the warm-up ends.
   */
  private boolean isTimed(long dueNanos) {
    return warmingUp || dueNanos - timedFromNanos >= 0;
  }

  /** The warm-up is over: a period begins. */
  void warmedUp(long now) {
    warmingUp = false;
    begin(now, Kind.WARM_UP_OVER, 0);
  }

  /**
   * Begins a period. The statistics of the last are nobody's from now on.
   *
   * @param why what was done
   * @param value what was set
   */
  void begin(long now, Kind why, double value) {
    statistics = new Statistics(now);
    if (changes.size() < MOST_CHANGES) {
      changes.add(new Change((now - beganNanos) / 1e9, why, value));
    }
  }

  /** Hands over what came since the last tick. */
  Tick tick(LoadState load, long now) {
    Tick tick = new Tick(load, (intervalNanos - beganNanos) / 1e9, seconds(now), interval, changes);
    interval = new Interval();
    intervalNanos = now;
    changes.clear();
    return tick;
  }

  /** Of the period. */
  Statistics statistics() {
    return statistics;
  }

  /** Since the load began. */
  double seconds(long now) {
    return (now - beganNanos) / 1e9;
  }

  boolean warmingUp() {
    return warmingUp;
  }

  long startedTotal() {
    return started;
  }

  long succeededTotal() {
    return succeeded;
  }

  long failedTotal() {
    return failed;
  }
}
