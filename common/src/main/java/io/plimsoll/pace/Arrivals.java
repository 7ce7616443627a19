package io.plimsoll.pace;

/**
 * How starts lie on a rate, whatever the rate is: each is told as the number of starts that are
 * expected up to it, which {@link Pacer#nanosAt} turns into a time.
 */
public interface Arrivals {

  /** The next start, in expected starts since the beginning: never less than the one before. */
  double next();
}
