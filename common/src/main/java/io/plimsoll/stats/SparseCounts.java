package io.plimsoll.stats;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;

/**
 * Counts of few different times, sorted by time: what a histogram would hold, in a fraction of its
 * memory. Times are those at the lower end of a histogram's cells.
 */
final class SparseCounts {

  /**
   * Most different times. Looking one up is a search in an array that fits the processor's cache;
   * 16 bytes each make 8 KiB, half of the smallest histogram.
   */
  static final int CAPACITY = 512;

  private static final int FIRST_SIZE = 4;

  private long[] times = new long[FIRST_SIZE];
  private long[] counts = new long[FIRST_SIZE];
  private int size;

  SparseCounts() {}

  SparseCounts(SparseCounts other) {
    times = Arrays.copyOf(other.times, Math.max(FIRST_SIZE, other.size));
    counts = Arrays.copyOf(other.counts, Math.max(FIRST_SIZE, other.size));
    size = other.size;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  long count(int index) {
    return counts[index];
  }

  /** Adds {@code count} to {@code time}; false, and nothing is added, when there is no room. */
  boolean add(long time, long count) {
    int found = Arrays.binarySearch(times, 0, size, time);
    if (found >= 0) {
      counts[found] += count;
      return true;
    }
    if (size == CAPACITY) {
      return false;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int at = -found - 1;
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(counts, at, counts, at + 1, size - at);
    times[at] = time;
    counts[at] = count;
    size++;
    return true;
  }

  /**
   * The upper end of the cell that holds the time of this rank.
   *
   * @param rank from 1 to the sum of all counts
   */
  long timeAtRank(long rank, LongUnaryOperator upperEnd) {
    long seen = 0;
    for (int i = 0; i < size; i++) {
      seen += counts[i];
      if (seen >= rank) {
        return upperEnd.applyAsLong(times[i]);
      }
    }
    throw new IllegalArgumentException("rank: " + rank + " (expected: at most " + seen + ")");
  }
}
