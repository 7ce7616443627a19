package io.plimsoll.standin.fault;

import io.plimsoll.cli.Durations;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something takes: a fixed time, anything between two, or an exponential distribution.
 *
 * @param text as it was given
 */
public record Spread(String text, Shape shape, long lowNanos, long highNanos) {

  static final String RULE =
      "a time such as 5ms, a range such as 0-200ms, or exp:MEAN such as exp:20ms";

  /** How it is distributed. */
  public enum Shape {
    FIXED,
    UNIFORM,
    EXPONENTIAL
  }

  private static final Pattern RANGE = Pattern.compile("([0-9.]+)([a-z]*)-([0-9.]+)([a-z]*)");

  /**
   * Reads one; in a range the first time may leave its unit to the second.
   *
   * @param name of what it is, for the error
   * @throws IllegalArgumentException if it is none
   */
  public static Spread parse(String name, String text) {
    try {
      if (text.startsWith("exp:")) {
        long mean = nanos(text.substring(4));
        return new Spread(text, Shape.EXPONENTIAL, mean, mean);
      }
      Matcher range = RANGE.matcher(text);
      if (range.matches()) {
        String unit = range.group(2).isEmpty() ? range.group(4) : range.group(2);
        long low = nanos(range.group(1) + unit);
        long high = nanos(range.group(3) + range.group(4));
        if (low > high) {
          throw new IllegalArgumentException("first above second");
        }
        return new Spread(text, Shape.UNIFORM, low, high);
      }
      long fixed = nanos(text);
      return new Spread(text, Shape.FIXED, fixed, fixed);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": '" + text + "' (expected: " + RULE + ")", e);
    }
  }

  private static long nanos(String time) {
    return Durations.parse(time).toNanos();
  }

  /**
   * One time.
   *
   * @param chance 0 to below 1
   * @return nanoseconds
   */
  public long draw(double chance) {
    return switch (shape) {
      case FIXED -> lowNanos;
      case UNIFORM -> lowNanos + (long) (chance * (highNanos - lowNanos));
      case EXPONENTIAL -> (long) (-lowNanos * Math.log1p(-chance));
    };
  }
}
