package io.plimsoll.client.load;

import io.plimsoll.cli.Durations;
import io.plimsoll.protocol.Reply;
import io.plimsoll.stats.LatencyStats;

/**
 * What came in a short time, about a second. Confined to the load's event loop until it is handed
 * over, as a whole, to whoever asked for it; the load does not touch it any more then.
 */
public final class Interval {

  private final LatencyStats wait = new LatencyStats();
  private final LatencyStats run = new LatencyStats();
  private final LatencyStats overhead = new LatencyStats();
  private final LatencyStats total = new LatencyStats();
  private final LatencyStats lag = new LatencyStats();
  private long started;
  private long succeeded;
  private long failed;

  Interval() {}

  void started(long lagNanos) {
    started++;
    lag.record(lagNanos);
  }

  void answered(Reply reply, long totalNanos) {
    if (reply.failed()) {
      failed++;
      return;
    }
    succeeded++;
    long waitNanos = Durations.nanos(reply.waitSeconds());
    long runNanos = Durations.nanos(reply.runSeconds());
    wait.record(waitNanos);
    run.record(runNanos);
    overhead.record(totalNanos - waitNanos - runNanos);
    total.record(totalNanos);
  }

  void lost() {
    failed++;
  }

  /** Requests started. */
  public long started() {
    return started;
  }

  /** Requests that succeeded. */
  public long succeeded() {
    return succeeded;
  }

  /** Requests that failed. */
  public long failed() {
    return failed;
  }

  /** Time in the queue. */
  public LatencyStats waitTimes() {
    return wait;
  }

  /** Run time. */
  public LatencyStats runTimes() {
    return run;
  }

  /** Total less wait and run. */
  public LatencyStats overheads() {
    return overhead;
  }

  /** From when a start was due to the reply. */
  public LatencyStats totals() {
    return total;
  }

  /** From when a start was due to when the request was sent. */
  public LatencyStats lags() {
    return lag;
  }
}
