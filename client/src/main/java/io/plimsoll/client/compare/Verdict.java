package io.plimsoll.client.compare;

/** What became of a figure. */
public enum Verdict {
  /** B is better than A, by more than chance. */
  BETTER,
  /** B is worse than A, by more than chance. */
  WORSE,
  /** No difference that the data can show. */
  NO_DIFFERENCE,
  /** The tests are too short, have too few replies, or are not steady. */
  UNKNOWN
}
