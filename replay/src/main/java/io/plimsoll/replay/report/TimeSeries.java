package io.plimsoll.replay.report;

import io.plimsoll.stats.LatencyStats;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened when, in buckets of equal width. Widths are one second times a power of two, so
 * that two series align by joining neighbours; a bucket is never split.
 */
final class TimeSeries {

  /** As many as a chart has room to show on a wide screen, with a histogram each. */
  static final int MAX_BUCKETS = 300;

  /** The widest bucket is 2^26 s, two years: 300 of them hold any time that a long can tell. */
  static final int MAX_SHIFT = 26;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** One bucket. */
  static final class Bucket {
    /** Requests that were due. */
    long asked;

    /** Requests that were sent. */
    long started;

    /** Requests that ended, whatever became of them. */
    long ended;

    /** Requests that ended in failure. */
    long failed;

    /** Latencies of the requests that succeeded, by when they were sent. */
    LatencyStats latency = new LatencyStats();

    private void merge(Bucket other) {
      asked += other.asked;
      started += other.started;
      ended += other.ended;
      failed += other.failed;
      latency.merge(other.latency);
    }
  }

  private final List<Bucket> buckets = new ArrayList<>();
  private int shift;

  /** The bucket of a time, in nanoseconds from the common start; before the start is the first. */
  Bucket at(long nanos) {
    long second = Math.max(0, nanos / NANOS_PER_SECOND);
    while (second >> shift >= MAX_BUCKETS) {
      widen();
    }
    return bucket((int) (second >> shift));
  }

  /** The bucket with this index, made if need be. */
  Bucket bucket(int index) {
    while (buckets.size() <= index) {
      buckets.add(new Bucket());
    }
    return buckets.get(index);
  }

  /** Makes buckets at least 2^{@code target} seconds wide. */
  void widenTo(int target) {
    while (shift < target) {
      widen();
    }
  }

  private void widen() {
    List<Bucket> narrow = new ArrayList<>(buckets);
    buckets.clear();
    shift++;
    for (int i = 0; i < narrow.size(); i++) {
      bucket(i / 2).merge(narrow.get(i));
    }
  }

  void merge(TimeSeries other) {
    widenTo(other.shift);
    int by = shift - other.shift;
    for (int i = 0; i < other.buckets.size(); i++) {
      bucket(i >> by).merge(other.buckets.get(i));
    }
  }

  List<Bucket> buckets() {
    return buckets;
  }

  int shift() {
    return shift;
  }

  /** Width of a bucket. */
  long bucketSeconds() {
    return 1L << shift;
  }
}
