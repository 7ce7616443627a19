package io.plimsoll.pace;

/**
 * How fast a load starts requests over time: a pure function of how many starts are expected, so
 * that neither late starts nor rounding add up. {@link Arrivals} say how the starts lie on it.
 */
public interface Pacer {

  /**
   * The latest time that a pacer tells, in nanoseconds: about 146 years, safe to add to a clock.
   */
  long MAX_NANOS = Long.MAX_VALUE / 2;

  /**
   * Nanoseconds from the beginning of the load until so many starts are expected, at most {@link
   * #MAX_NANOS}: the inverse of the integral of the rate. Never decreases from one whole number to
   * the next; between fractions, rounding may cost a nanosecond.
   *
   * @param starts 0 or more; exact up to 2^53
   */
  long nanosAt(double starts);

  /**
   * Nanoseconds from the beginning of the load to start {@code index} of evenly spaced ones, at
   * most {@link #MAX_NANOS}. Never decreases from one index to the next.
   *
   * @param index 0 for the first start
   */
  default long dueNanos(long index) {
    return nanosAt((double) index);
  }

  /**
   * The rate at some time.
   *
   * @param nanos from the beginning of the load, 0 or more
   */
  double ratePerSecondAt(long nanos);

  /**
   * The same rates with another beginning.
   *
   * @param nanos from the beginning of this one, 0 or more
   */
  Pacer from(long nanos);
}
