package io.plimsoll.client.control;

import io.plimsoll.http.HttpReply;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * An answer that is one number, in forms that existing scripts read.
 *
 * @param value finite
 * @param info what it counts
 * @param note what else there is to say; empty if nothing
 */
record OneNumber(double value, String info, String note) {

  /** Of a fraction: what lies beyond is noise. */
  private static final MathContext DIGITS = new MathContext(9);

  HttpReply reply(OutputType type) {
    String said = note.isEmpty() ? info : info + "; " + note;
    return switch (type) {
      case PLAIN ->
          HttpReply.ok(type.contentType, number() + "\n" + (note.isEmpty() ? "" : note + "\n"));
      case JSON ->
          HttpReply.ok(
              type.contentType,
              "{\"result\": " + number() + ", \"info\": " + Json.write(said) + "}\n");
      case HTML -> Html.page(info, "<p><strong>" + number() + "</strong> " + Html.text(said));
    };
  }

  /** Without exponent, and without a point when it is whole. */
  private String number() {
    return value == Math.rint(value)
        ? new BigDecimal(value).toPlainString()
        : new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
  }
}
