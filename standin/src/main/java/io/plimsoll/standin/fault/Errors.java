package io.plimsoll.standin.fault;

import java.util.ArrayList;
import java.util.List;

/**
 * Which share of requests fails with which status.
 *
 * @param text as it was given
 */
record Errors(String text, List<Part> parts) {

  static final String RULE = "STATUS:SHARE,... such as 500:1%,429:2%, together at most 100%";

  record Part(int status, double share) {}

  /** Shares that sum to one may come out a little above. */
  private static final double ROUNDING = 1e-9;

  /**
   * Reads shares.
   *
   * @throws IllegalArgumentException if they are none
   */
  static Errors parse(String text) {
    List<Part> parts = new ArrayList<>();
    double sum = 0;
    for (String part : text.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0 || !part.substring(0, colon).matches("[45]\\d\\d")) {
        throw new IllegalArgumentException("errors: '" + text + "' (expected: " + RULE + ")");
      }
      double share = Share.parse(part.substring(colon + 1));
      parts.add(new Part(Integer.parseInt(part.substring(0, colon)), share));
      sum += share;
    }
    if (sum > 1 + ROUNDING) {
      throw new IllegalArgumentException("errors: '" + text + "' (expected: " + RULE + ")");
    }
    return new Errors(text, List.copyOf(parts));
  }

  /**
   * The status of a request that fails; 0 = it does not.
   *
   * @param chance 0 to below 1
   */
  int draw(double chance) {
    double below = 0;
    for (Part part : parts) {
      below += part.share();
      if (chance < below) {
        return part.status();
      }
    }
    return 0;
  }
}
