package io.plimsoll.backend.workload;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as people write them: {@code 1048576}, {@code 512KiB}, {@code 1.5GiB}. */
final class MemorySize {

  static final String RULE = "bytes such as 1048576, or a size such as 512KiB, 64MiB, 1.5GiB";

  /** Far above any device, and sums of it still fit a {@code long}. */
  static final long MAX_BYTES = 1L << 53;

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,16}(?:\\.\\d{1,9})?)(B|KiB|MiB|GiB|TiB)?");

  private MemorySize() {}

  /**
   * Reads a size, rounded down to whole bytes.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  static long parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")");
    }
    String unit = form.group(2) == null ? "B" : form.group(2);
    long factor = 1L << (10 * "BKMGT".indexOf(unit.charAt(0)));
    BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(factor));
    if (bytes.compareTo(BigDecimal.valueOf(MAX_BYTES)) > 0) {
      throw new IllegalArgumentException("'" + text + "' (expected: at most 8192TiB)");
    }
    return bytes.longValue();
  }
}
