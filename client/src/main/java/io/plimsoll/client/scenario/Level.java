package io.plimsoll.client.scenario;

/**
 * How much load a phase is to drive: the same from its start to its end, or more and more, or less
 * and less, evenly.
 *
 * @param from at its start
 * @param to at its end
 */
record Level(double from, double to) {

  boolean isRamp() {
    return from != to;
  }

  double mean() {
    return (from + to) / 2;
  }

  double most() {
    return Math.max(from, to);
  }

  /** After a part of the time, 0 to 1. */
  double at(double part) {
    return from + (to - from) * part;
  }
}
