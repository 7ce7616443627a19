package io.plimsoll.frontend.external;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Numbers as Kubernetes writes them: a whole number with the largest suffix that leaves it whole,
 * such as {@code 7}, {@code 1500m} or {@code 2k}. The form is the canonical one of {@code
 * k8s.io/apimachinery/pkg/api/resource}.
 */
final class Quantities {

  private static final String[] SUFFIXES = {"m", "", "k", "M", "G", "T", "P"};

  private static final int STEP = 1000;

  private Quantities() {}

  /**
   * A number, rounded up to thousandths as Kubernetes does: what is more than 0 is not shown as 0.
   */
  static String of(double number) {
    return ofMilli(
        BigDecimal.valueOf(number).movePointRight(3).setScale(0, RoundingMode.UP).longValueExact());
  }

  /** A number of thousandths. */
  static String ofMilli(long thousandths) {
    if (thousandths == 0) {
      return "0";
    }
    long number = thousandths;
    int suffix = 0;
    while (number % STEP == 0 && suffix < SUFFIXES.length - 1) {
      number /= STEP;
      suffix++;
    }
    return number + SUFFIXES[suffix];
  }
}
