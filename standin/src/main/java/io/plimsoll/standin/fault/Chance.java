package io.plimsoll.standin.fault;

/** Chance that can be repeated. Stateless. */
public final class Chance {

  private Chance() {}

  /**
   * The chance of a draw, 0 to below 1. A function of seed and number, so that nothing is shared
   * between threads but a counter: the output of SplitMix64 (Steele, Lea, Flood 2014).
   */
  public static double of(long seed, long number) {
    long z = seed + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
