package io.plimsoll.replay.load;

import io.plimsoll.cli.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a profile's text with its line.
 *
 * @param value a {@code Map<String, Doc>}, a {@code List<Doc>}, String, Number, Boolean or null
 */
record Doc(int line, @Nullable Object value) {

  private static final int MAX_SHOWN_CHARS = 60;

  /** The value as a message shows it. */
  String shown() {
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof List) {
      return "a list";
    }
    String text = String.valueOf(value);
    return Text.printable(
        text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "...");
  }
}
