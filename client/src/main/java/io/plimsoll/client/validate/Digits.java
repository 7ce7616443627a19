package io.plimsoll.client.validate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers for people. Pure. */
final class Digits {

  /** More of them would be noise: throughput varies by a per mille from round to round. */
  private static final int SHOWN = 4;

  /** What is smaller is no more than a rounding error of the fit. */
  private static final int MOST_DECIMALS = 6;

  /** What stands for a number that is not known. */
  static final String UNKNOWN = "-";

  private Digits() {}

  /** Something measured: four digits, or all before the point; {@link #UNKNOWN} if not finite. */
  static String of(double value) {
    if (!Double.isFinite(value)) {
      return UNKNOWN;
    }
    int before = value == 0 ? 1 : 1 + (int) Math.floor(Math.log10(Math.abs(value)));
    int decimals = Math.max(0, Math.min(MOST_DECIMALS, SHOWN - before));
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.toPlainString();
  }

  /** Something that was set: as {@link #of}, without zeros at the end. */
  static String wanted(double value) {
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value)
            .setScale(SHOWN, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        : UNKNOWN;
  }

  /** {@code 1.95 to 2.01}; {@link #UNKNOWN} if there is too little to tell. */
  static String range(Interval interval) {
    return Double.isFinite(interval.low()) && Double.isFinite(interval.high())
        ? of(interval.low()) + " to " + of(interval.high())
        : UNKNOWN;
  }
}
