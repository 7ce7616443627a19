package io.plimsoll.pace;

/**
 * The same rate all the time.
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
  public long nanosAt(double starts) {
    // Math.round takes what is too large for a long as the largest long.
    return Math.min(MAX_NANOS, Math.round(starts * NANOS_PER_SECOND / ratePerSecond));
  }

  @Override
  public double ratePerSecondAt(long nanos) {
    return ratePerSecond;
  }

  @Override
  public Pacer from(long nanos) {
    return this;
  }
}
