package io.plimsoll.replay.partition;

import java.util.Arrays;
import java.util.List;

/**
 * How evenly a profile spreads over its runners.
 *
 * @param counts requests per runner, in their order; not empty
 */
public record Distribution(List<Long> counts) {

  /** Copies the counts. */
  public Distribution {
    counts = List.copyOf(counts);
    if (counts.isEmpty()) {
      throw new IllegalArgumentException("counts: none (expected: one for each runner)");
    }
  }

  /** Requests per runner, in their order. */
  public static Distribution of(long... counts) {
    return new Distribution(Arrays.stream(counts).boxed().toList());
  }

  public int runners() {
    return counts.size();
  }

  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  public double average() {
    return (double) total() / runners();
  }

  public long min() {
    return counts.stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  public long max() {
    return counts.stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  /** (max − min) ÷ average: 0 is even; 0 without requests. */
  public double imbalance() {
    return total() == 0 ? 0 : (max() - min()) / average();
  }
}
