package io.plimsoll.pace;

import java.util.random.RandomGenerator;

/**
 * As if very many users came who know nothing of each other: a Poisson process.
 *
 * <p>Counted in expected starts, the gaps of every Poisson process are exponential with mean 1,
 * also of one whose rate changes: the time-rescaling theorem (Brown and others, Neural Computation
 * 14, 2002; the inversion method of &#199;inlar, Introduction to Stochastic Processes, 1975).
 */
public final class PoissonArrivals implements Arrivals {

  private final RandomGenerator random;

  /*
   * The sum of all gaps, as a whole number and the rest: the rest keeps all its digits however many
   * starts there were, so nothing is lost that could add up.
   */
  private long whole;
  private double rest;

  /**
   * @param random whose {@link RandomGenerator#nextDouble()} the gaps are made of: the same
   *     numbers, the same gaps, on every machine
   */
  public PoissonArrivals(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public double next() {
    // Not nextExponential(): how it is worked out differs between versions of Java.
    rest -= StrictMath.log1p(-random.nextDouble());
    long more = (long) rest;
    whole += more;
    rest -= more;
    return whole + rest;
  }
}
