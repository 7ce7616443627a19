package io.plimsoll.pace;

/**
 * When each start of a load is due: a pure function of its index, so that neither late starts nor
 * rounding add up.
 */
@FunctionalInterface
public interface Pacer {

  /**
   * The latest time that a pacer tells, in nanoseconds: about 146 years, safe to add to a clock.
   */
  long MAX_NANOS = Long.MAX_VALUE / 2;

  /**
   * Nanoseconds from the beginning of the load to start {@code index}, at most {@link #MAX_NANOS}.
   * Never decreases from one index to the next.
   *
   * @param index 0 for the first start
   */
  long dueNanos(long index);
}
