package io.plimsoll.bench.compare;

import java.io.IOException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Measures one run: how many answers, how late, and what they cost the server. */
final class Meter {

  /** One part in a thousand. */
  private static final int DIGITS = 3;

  private final Recorder latencies = new Recorder(DIGITS);

  /** An answer is there. From any thread. */
  void answered(long latencyNanos) {
    latencies.recordValue(latencyNanos);
  }

  /**
   * Waits for the time to warm up, then measures. What is answered at other times does not count.
   */
  Figures measure(Run run, long serverPid) throws InterruptedException, IOException {
    Thread.sleep(run.warmMillis());
    long millisBefore = ProcessorTime.millis(serverPid);
    latencies.reset();
    long begin = System.nanoTime();
    Thread.sleep(run.measureMillis());
    Histogram counts = latencies.getIntervalHistogram();
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
