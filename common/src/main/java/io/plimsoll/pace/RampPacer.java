package io.plimsoll.pace;

/**
 * A rate that grows or falls evenly for a time, and stays then.
 *
 * @param fromPerSecond starts per second at the beginning, 0 to {@link #MOST_PER_SECOND}
 * @param toPerSecond starts per second at the end of the ramp and from then on, greater than 0, to
 *     {@link #MOST_PER_SECOND}
 * @param rampNanos how long the ramp takes, greater than 0
 */
public record RampPacer(double fromPerSecond, double toPerSecond, long rampNanos) implements Pacer {

  /** One in every nanosecond: more the clock cannot tell apart. */
  public static final double MOST_PER_SECOND = 1e9;

  private static final double NANOS_PER_SECOND = 1e9;

  public RampPacer {
    if (!(fromPerSecond >= 0 && fromPerSecond <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException(
          "fromPerSecond: " + fromPerSecond + " (expected: 0 to " + MOST_PER_SECOND + ")");
    }
    if (!(toPerSecond > 0 && toPerSecond <= MOST_PER_SECOND)) {
      throw new IllegalArgumentException(
          "toPerSecond: "
              + toPerSecond
              + " (expected: greater than 0, to "
              + MOST_PER_SECOND
              + ")");
    }
    if (rampNanos <= 0) {
      throw new IllegalArgumentException("rampNanos: " + rampNanos + " (expected: greater than 0)");
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>With rates A and B, a ramp of T seconds, and s = (B - A) / T, the starts expected after t
   * seconds are n = A t + s t&#178; / 2. Solved for t that is t = 2 n / (A + r), where r =
   * &#8730;(A&#178; + 2 s n) is the rate at that time. After the ramp, with its N = (A + B) T / 2
   * starts, it is t = T + (n - N) / B. Exact to 2 ns in the first hundred days; where a ramp falls,
   * the rounding of N comes on top: the sixteenth digit of that many starts.
   */
  @Override
  public long nanosAt(double starts) {
    if (starts <= 0) {
      return 0; // From rate 0 the formula says 0 / 0.
    }
    double inRamp = startsInRamp();
    if (starts >= inRamp) {
      double beyond = (starts - inRamp) * NANOS_PER_SECOND / toPerSecond;
      return beyond >= MAX_NANOS - rampNanos ? MAX_NANOS : rampNanos + Math.round(beyond);
    }
    double seconds = 2 * starts / (fromPerSecond + ratePerSecondAfter(starts, inRamp));
    return Math.min(Math.min(rampNanos, MAX_NANOS), Math.round(seconds * NANOS_PER_SECOND));
  }

  /*
   * The usual form of the solution, (-A + r) / s, takes nearly equal numbers from each other when
   * the ramp is flat, and has no value when it is level. The form above has only sums, but for the
   * one below the root of a ramp that falls: so that is built up from the ramp's end.
   */
  private double ratePerSecondAfter(double starts, double inRamp) {
    double slope = (toPerSecond - fromPerSecond) / (rampNanos / NANOS_PER_SECOND);
    return slope >= 0
        ? Math.sqrt(fromPerSecond * fromPerSecond + 2 * slope * starts)
        : Math.sqrt(toPerSecond * toPerSecond - 2 * slope * (inRamp - starts));
  }

  /** Starts expected by the end of the ramp. */
  private double startsInRamp() {
    return (fromPerSecond + toPerSecond) / 2 * (rampNanos / NANOS_PER_SECOND);
  }

  @Override
  public double ratePerSecondAt(long nanos) {
    double share = Math.min(1, (double) nanos / rampNanos);
    return fromPerSecond + (toPerSecond - fromPerSecond) * share;
  }

  @Override
  public Pacer from(long nanos) {
    return nanos >= rampNanos
        ? new ConstantPacer(toPerSecond)
        : new RampPacer(ratePerSecondAt(nanos), toPerSecond, rampNanos - nanos);
  }
}
