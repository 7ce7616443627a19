package io.plimsoll.pace;

/**
 * Evenly spaced starts.
 *
 * @param ratePerSecond starts per second, finite and greater than 0
 */
public record ConstantPacer(double ratePerSecond) implements Pacer {

  private static final double NANOS_PER_SECOND = 1e9;

  public ConstantPacer {
    if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
      throw new IllegalArgumentException(
          "ratePerSecond: " + ratePerSecond + " (expected: greater than 0)");
    }
  }

  /** {@inheritDoc} Exact to 2 ns over the first hundred days. */
  @Override
  public long dueNanos(long index) {
    // Math.round takes what is too large for a long as the largest long.
    return Math.min(MAX_NANOS, Math.round(index * NANOS_PER_SECOND / ratePerSecond));
  }
}
