package io.plimsoll.bench.compare;

import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Measures one run: how many answers, how late, and what they cost the server. */
final class Meter {

  /** One part in a thousand. */
  private static final int DIGITS = 3;

  /** A time without an answer says nothing, so it is drawn out, but not for longer than this. */
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Recorder latencies = new Recorder(DIGITS);

  /** An answer is there. From any thread. */
  void answered(long latencyNanos) {
    latencies.recordValue(latencyNanos);
  }

  /** The latencies since this was last called, in nanoseconds. */
  Histogram take() {
    return latencies.getIntervalHistogram();
  }

  /**
   * Waits for the time to warm up, then measures. What is answered at other times does not count.
   */
  Figures measure(Run run, long serverPid) throws InterruptedException, IOException {
    Thread.sleep(run.warmMillis());
    long millisBefore = ProcessorTime.millis(serverPid);
    take();
    long begin = System.nanoTime();
    Thread.sleep(run.measureMillis());
    Histogram counts = take();
    while (counts.getTotalCount() == 0 && System.nanoTime() - begin < PATIENCE_NANOS) {
      Thread.sleep(run.measureMillis());
      counts.add(take());
    }
    long nanos = System.nanoTime() - begin;
    long millis = ProcessorTime.millis(serverPid) - millisBefore;
    return new Figures(
        counts.getTotalCount(),
        nanos,
        counts.getValueAtPercentile(50),
        counts.getValueAtPercentile(99),
        counts.getValueAtPercentile(99.9),
        millis);
  }
}
