package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;
import java.util.Set;

/**
 * What became of the requests of a replay or load. {@link #merge} is associative and commutative,
 * and exact: merged statistics are those of one that saw everything.
 *
 * <p>Latencies are those of requests that succeeded. One that is refused at once would make them
 * look better than they are; failures have their own.
 */
public final class ReplayStats {

  /** Most URL keys that are told apart; the rest counts as {@code METHOD (other)}. */
  public static final int MAX_URLS = 10_000;

  /** Most causes of errors that are told apart; a server has few, but puts texts in some. */
  static final int MAX_ERROR_CAUSES = 1_000;

  /** What 100 ms late means for a replay is up to who runs it; this is the default. */
  public static final long DEFAULT_MAX_LATE_NANOS = 100_000_000;

  static final String OTHER_ERRORS = "unknown/(other)";
  static final String OTHER_SUFFIX = " (other)";

  private static final Set<String> METHODS =
      Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY");

  /** A number that grows. */
  static final class Count {
    long value;

    void merge(Count other) {
      value += other.value;
    }
  }

  long succeeded;
  long failed;
  long cancelled;
  long notStarted;
  long receivedBytes;
  long unexpected;
  long orderViolations;
  LatencyStats latency = new LatencyStats();
  LatencyStats latencyFromDue = new LatencyStats();
  LatencyStats failedLatency = new LatencyStats();
  final Lateness lateness;
  final TimeSeries series = new TimeSeries();
  final RawData raw = new RawData();
  boolean rawData;
  final KeyedSums<UrlStats> urls =
      new KeyedSums<>(MAX_URLS, UrlStats::new, UrlStats::merge, ReplayStats::otherUrl);
  final KeyedSums<Count> errors =
      new KeyedSums<>(MAX_ERROR_CAUSES, Count::new, Count::merge, key -> OTHER_ERRORS);

  /**
   * @param rawData whether to keep single latencies and errors too
   * @param maxLateNanos how late the generator alone may make a request
   */
  public ReplayStats(boolean rawData, long maxLateNanos) {
    this.rawData = rawData;
    lateness = new Lateness(maxLateNanos);
  }

  /** Without raw data, and with the default for lateness. */
  public ReplayStats() {
    this(false, DEFAULT_MAX_LATE_NANOS);
  }

  /** Counts one request; each request of a run exactly once. */
  public void record(RequestResult result) {
    series.at(result.dueNanos()).asked++;
    if (result.outcome() == RequestOutcome.NOT_STARTED) {
      notStarted++;
      return;
    }
    lateness.record(result);
    series.at(result.startNanos()).started++;
    series.at(result.endNanos()).ended++;
    UrlStats url = urls.of(result.urlKey());
    url.receivedBytes += result.receivedBytes();
    receivedBytes += result.receivedBytes();
    unexpected += result.unexpected() ? 1 : 0;
    orderViolations += result.orderViolation() ? 1 : 0;
    long nanos = result.endNanos() - result.startNanos();
    switch (result.outcome()) {
      case SUCCEEDED -> {
        succeeded++;
        url.succeeded++;
        url.latency.record(nanos);
        latency.record(nanos);
        latencyFromDue.record(result.endNanos() - result.dueNanos());
        series.at(result.startNanos()).latency.record(nanos);
        if (rawData) {
          raw.latencies.add(new RawData.Latency(result.urlKey(), Math.max(0, nanos)));
        }
      }
      case FAILED -> {
        failed++;
        url.failed++;
        failedLatency.record(nanos);
        series.at(result.endNanos()).failed++;
        recordError(result, nanos);
      }
      case CANCELLED -> {
        cancelled++;
        url.cancelled++;
      }
      case NOT_STARTED -> throw new AssertionError(result.outcome());
    }
  }

  /**
   * Counts requests that were not sent before the run ended, many at once.
   *
   * @param dueNanos when they were due; less than 0: they were not even due
   */
  public void recordNotStarted(long count, long dueNanos) {
    notStarted += count;
    if (dueNanos >= 0) {
      series.at(dueNanos).asked += count;
    }
  }

  private void recordError(RequestResult result, long nanos) {
    RequestError error = result.error();
    RequestError cause =
        error != null ? error : new RequestError("unknown", result.status(), "no error was given");
    errors.of(cause.key()).value++;
    if (rawData) {
      raw.failures.add(
          new RawData.Failure(
              result.endNanos(),
              method(result.urlKey()),
              result.fullUrl(),
              Math.max(0, nanos),
              cause.type(),
              cause.code(),
              cause.message()));
    }
  }

  /** Adds everything that {@code other} has seen. */
  public void merge(ReplayStats other) {
    succeeded += other.succeeded;
    failed += other.failed;
    cancelled += other.cancelled;
    notStarted += other.notStarted;
    receivedBytes += other.receivedBytes;
    unexpected += other.unexpected;
    orderViolations += other.orderViolations;
    latency.merge(other.latency);
    latencyFromDue.merge(other.latencyFromDue);
    failedLatency.merge(other.failedLatency);
    lateness.merge(other.lateness);
    series.merge(other.series);
    raw.merge(other.raw);
    rawData |= other.rawData;
    urls.merge(other.urls);
    errors.merge(other.errors);
  }

  /** All requests: succeeded + failed + cancelled + not started. */
  public long total() {
    return succeeded + failed + cancelled + notStarted;
  }

  /** Requests with this outcome. */
  public long count(RequestOutcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> succeeded;
      case FAILED -> failed;
      case CANCELLED -> cancelled;
      case NOT_STARTED -> notStarted;
    };
  }

  /** Requests that were sent. */
  public long started() {
    return succeeded + failed + cancelled;
  }

  /** From sending to the end of the answer, of requests that succeeded. A copy. */
  public LatencyStats latency() {
    return latency.copy();
  }

  /** From when a request was due to the end of the answer, of requests that succeeded. A copy. */
  public LatencyStats latencyFromDue() {
    return latencyFromDue.copy();
  }

  /** How late requests started. A copy. */
  public LatencyStats lateness() {
    return lateness.total.copy();
  }

  /** Bytes of response bodies. */
  public long receivedBytes() {
    return receivedBytes;
  }

  /**
   * Requests that succeeded but whose latency is not known here, since a report that was merged had
   * lost its histograms.
   */
  public long latenciesMissing() {
    return succeeded - latency.count();
  }

  /** How faithful the run was, as far as these statistics tell. */
  public Verdict verdict() {
    return new Verdict(
        total(),
        succeeded,
        started(),
        lateness.onTime,
        lateness.overMax,
        lateness.maxLateNanos,
        orderViolations,
        unexpected,
        notStarted,
        0);
  }

  static String method(String urlKey) {
    int space = urlKey.indexOf(' ');
    return space < 0 ? "" : urlKey.substring(0, space);
  }

  private static String otherUrl(String urlKey) {
    String method = method(urlKey);
    return (METHODS.contains(method) ? method : "ANY") + OTHER_SUFFIX;
  }

  /** Whether a key is one that several URLs share. */
  static boolean isOther(String urlKey) {
    return urlKey.endsWith(OTHER_SUFFIX) && otherUrl(urlKey).equals(urlKey);
  }
}
