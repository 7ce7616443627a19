package io.plimsoll.replay.report;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Single latencies and errors, for those who want to compute with them. There is a bound on both;
 * what is left out is counted.
 */
final class RawData {

  /** A megabyte or so of JSON for each hundred thousand, and 40 bytes of memory for each. */
  static final int MAX_LATENCIES = 500_000;

  /** A hundred bytes and more each; nobody reads more of them. */
  static final int MAX_ERRORS = 10_000;

  /** One latency of a request that succeeded. */
  record Latency(String urlKey, long nanos) {

    /*
     * Which ones stay must not depend on the order in which they come, and must not favour short
     * ones or any URL: those with the smallest hashes stay.
     */
    private static final Comparator<Latency> BY_HASH =
        Comparator.comparingLong(Latency::hash)
            .thenComparing(Latency::urlKey)
            .thenComparingLong(Latency::nanos);

    private long hash() {
      long hash = (urlKey.hashCode() * 31L + nanos) * 0x9E3779B97F4A7C15L;
      return hash ^ (hash >>> 29);
    }
  }

  /** One failure. {@code atNanos} is when it ended, from the common start. */
  record Failure(
      long atNanos,
      String method,
      String url,
      long durationNanos,
      String type,
      int code,
      String message) {

    /** The earliest stay: what comes later is often only a consequence. */
    private static final Comparator<Failure> BY_TIME =
        Comparator.comparingLong(Failure::atNanos)
            .thenComparing(Failure::method)
            .thenComparing(Failure::url)
            .thenComparingLong(Failure::durationNanos)
            .thenComparing(Failure::type)
            .thenComparingInt(Failure::code)
            .thenComparing(Failure::message);
  }

  final Smallest<Latency> latencies;
  final Smallest<Failure> failures;

  RawData() {
    this(MAX_LATENCIES, MAX_ERRORS);
  }

  RawData(int maxLatencies, int maxErrors) {
    latencies = new Smallest<>(maxLatencies, Latency.BY_HASH);
    failures = new Smallest<>(maxErrors, Failure.BY_TIME);
  }

  void merge(RawData other) {
    latencies.merge(other.latencies);
    failures.merge(other.failures);
  }

  /** The smallest of all that were added, by an order in which only equal ones are level. */
  static final class Smallest<T> {

    private final int capacity;
    private final Comparator<T> order;
    private final PriorityQueue<T> largestFirst;
    long leftOut;

    Smallest(int capacity, Comparator<T> order) {
      this.capacity = capacity;
      this.order = order;
      largestFirst = new PriorityQueue<>(order.reversed());
    }

    void add(T value) {
      largestFirst.add(value);
      if (largestFirst.size() > capacity) {
        largestFirst.remove();
        leftOut++;
      }
    }

    void merge(Smallest<T> other) {
      other.largestFirst.forEach(this::add);
      leftOut += other.leftOut;
    }

    List<T> sorted() {
      return largestFirst.stream().sorted(order).toList();
    }
  }
}
