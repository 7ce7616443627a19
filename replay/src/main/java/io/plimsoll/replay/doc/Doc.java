package io.plimsoll.replay.doc;

import io.plimsoll.cli.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of a document with its line.
 *
 * @param line from 1
 * @param value a {@code Map<String, Doc>}, a {@code List<Doc>}, String, Long, Double, Boolean or
 *     null
 * @param text of what is one value, as it was written but for quotes; empty for mappings and lists
 */
public record Doc(int line, @Nullable Object value, String text) {

  private static final int MAX_SHOWN_CHARS = 60;

  /** The value as a message shows it. */
  public String shown() {
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof List) {
      return "a list";
    }
    return Text.printable(
        text.length() <= MAX_SHOWN_CHARS ? text : text.substring(0, MAX_SHOWN_CHARS) + "...");
  }
}
