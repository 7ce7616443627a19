package io.plimsoll.standin.fault;

import io.plimsoll.cli.Durations;

/**
 * A time in which nothing is answered.
 *
 * @param text as it was given
 * @param afterNanos from when the plan holds
 */
record Stall(String text, long afterNanos, long forNanos) {

  static final String RULE = "AFTER:FOR such as 10s:2s";

  /**
   * Reads a stall.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Stall parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("stall: '" + text + "' (expected: " + RULE + ")");
    }
    return new Stall(
        text,
        Durations.parse(text.substring(0, colon)).toNanos(),
        Durations.parse(text.substring(colon + 1)).toNanos());
  }

  /** How long it goes on from a moment; 0 = it is not on. */
  long leftAt(long sinceStartNanos) {
    long into = sinceStartNanos - afterNanos;
    return into >= 0 && into < forNanos ? forNanos - into : 0;
  }
}
