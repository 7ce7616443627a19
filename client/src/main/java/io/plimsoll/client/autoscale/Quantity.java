package io.plimsoll.client.autoscale;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as manifests of Kubernetes have them: {@code 2}, {@code 0.5}, {@code 1500m}, {@code 2k},
 * {@code 1Ki}, {@code 3e3}. The form is that of {@code k8s.io/apimachinery/pkg/api/resource}.
 */
final class Quantity {

  /** What one must look like, for error texts. */
  static final String RULE = "a quantity such as 2, 0.5, 1500m or 2k";

  /** More digits than a number of this size can have. */
  private static final int MAX_CHARS = 40;

  /** The greatest whose thousandths the controller can count. */
  private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE, 3);

  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))(?:([KMGTPE]i|[numkMGTPE])|[eE]([+-]?\\d{1,2}))?");

  private static final int KIBI = 1024;

  private Quantity() {}

  /**
   * The number.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  static BigDecimal parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.length() > MAX_CHARS || !form.matches()) {
      String shown = text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "...";
      throw new IllegalArgumentException(shown + " (expected: " + RULE + ")");
    }
    BigDecimal number = new BigDecimal(form.group(1));
    String suffix = form.group(2);
    if (form.group(3) != null) {
      number = number.scaleByPowerOfTen(Integer.parseInt(form.group(3)));
    } else if (suffix != null && suffix.length() == 2) {
      int power = "KMGTPE".indexOf(suffix.charAt(0)) + 1;
      number = number.multiply(BigDecimal.valueOf(KIBI).pow(power));
    } else if (suffix != null) {
      number = number.scaleByPowerOfTen(3 * ("num kMGTPE".indexOf(suffix) - 3));
    }
    if (number.abs().compareTo(MAX) > 0) {
      throw new IllegalArgumentException(text + " (expected: at most " + MAX.toPlainString() + ")");
    }
    return number;
  }

  /** In thousandths, rounded up as {@code Quantity.MilliValue} rounds. */
  static long milli(BigDecimal quantity) {
    // Away from zero in Kubernetes; here nothing is below it.
    return quantity.movePointRight(3).setScale(0, RoundingMode.UP).longValueExact();
  }
}
