package io.plimsoll.standin.stats;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Requests by method, path and status, those in flight, and those that came while another about the
 * same object was being answered: with a client that keeps its requests about an object in order
 * there are none of these. Thread-safe.
 */
public final class RequestStats {

  /** A replay of a million objects must not fill the heap with their names. */
  static final int MAX_PATHS = 10_000;

  private static final String OTHERS = "(others)";

  /** A request that has arrived. Ended once. */
  public final class Arrival {

    private final String methodAndPath;
    private final @Nullable String objectKey;

    private Arrival(String methodAndPath, @Nullable String objectKey) {
      this.methodAndPath = methodAndPath;
      this.objectKey = objectKey;
    }

    /**
     * Before the first byte of the answer goes out: who has seen it may send the next.
     *
     * @param status 0 = there will be none
     */
    public void ended(int status) {
      leave(objectKey);
      inFlight.decrementAndGet();
      if (status == 0) {
        unanswered.increment();
      }
      add(methodAndPath, status);
    }
  }

  private final Map<String, Map<Integer, LongAdder>> byPath = new ConcurrentHashMap<>();
  private final Map<String, Integer> busyObjects = new ConcurrentHashMap<>();
  private final LongAdder total = new LongAdder();
  private final LongAdder unanswered = new LongAdder();
  private final LongAdder overlapping = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger maxInFlight = new AtomicInteger();
  private final AtomicInteger openWatches = new AtomicInteger();

  /**
   * A request is there.
   *
   * @param objectKey what it is about; null if that is not one object
   */
  public Arrival arrived(String method, String path, @Nullable String objectKey) {
    total.increment();
    int now = inFlight.incrementAndGet();
    if (now > maxInFlight.get()) {
      maxInFlight.accumulateAndGet(now, Math::max);
    }
    if (objectKey != null && busyObjects.merge(objectKey, 1, Integer::sum) > 1) {
      overlapping.increment();
    }
    return new Arrival(method + " " + path, objectKey);
  }

  private void leave(@Nullable String objectKey) {
    if (objectKey != null) {
      busyObjects.computeIfPresent(objectKey, (key, count) -> count == 1 ? null : count - 1);
    }
  }

  private void add(String methodAndPath, int status) {
    Map<Integer, LongAdder> counts = byPath.get(methodAndPath);
    if (counts == null) {
      String key = byPath.size() < MAX_PATHS ? methodAndPath : OTHERS;
      counts = byPath.computeIfAbsent(key, absent -> new ConcurrentHashMap<>());
    }
    counts.computeIfAbsent(status, absent -> new LongAdder()).increment();
  }

  public void watchOpened() {
    openWatches.incrementAndGet();
  }

  public void watchClosed() {
    openWatches.decrementAndGet();
  }

  /** Requests since the start. */
  public long total() {
    return total.sum();
  }

  /** Requests that are not answered yet; a watch is, with its head. */
  public int inFlight() {
    return inFlight.get();
  }

  public int maxInFlight() {
    return maxInFlight.get();
  }

  /** Watches that are open now. */
  public int openWatches() {
    return openWatches.get();
  }

  /** Requests whose peer left, or whose connection was reset, before there was an answer. */
  public long unanswered() {
    return unanswered.sum();
  }

  /** Requests that came while another about the same object was being answered. */
  public long overlapping() {
    return overlapping.sum();
  }

  /**
   * Requests by {@code METHOD path} and status, of those that have ended; status 0 = no answer.
   * From the 10,000th path on they are counted together, under {@code (others)}.
   */
  public Map<String, Map<Integer, Long>> byPath() {
    Map<String, Map<Integer, Long>> copy = new TreeMap<>();
    byPath.forEach(
        (path, counts) -> {
          Map<Integer, Long> sums = new TreeMap<>();
          counts.forEach((status, count) -> sums.put(status, count.sum()));
          copy.put(path, sums);
        });
    return copy;
  }

  /** How often a {@code METHOD path} was answered with that status. */
  public long count(String methodAndPath, int status) {
    LongAdder count = byPath.getOrDefault(methodAndPath, Map.of()).get(status);
    return count == null ? 0 : count.sum();
  }
}
