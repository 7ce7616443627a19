package io.plimsoll.backend.workload;

import io.plimsoll.backend.device.Activity;
import io.plimsoll.cli.Durations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An activity as an option has it: {@code LOAD:FLUCTUATION:SECONDS[,...]}, once. */
final class ActivityText {

  static final String RULE =
      "LOAD:FLUCTUATION:SECONDS[,...], percent from 0 to 100, and a time from 0.1 to 1000000 s";

  private ActivityText() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with a text that says what is expected
   */
  static Activity parse(String text) {
    String[] all = text.split(",", -1);
    if (all.length > Activity.MAX_PARTS) {
      throw new IllegalArgumentException(
          all.length + " parts (expected: at most " + Activity.MAX_PARTS + ")");
    }
    List<Activity.Part> parts = new ArrayList<>();
    for (String part : all) {
      parts.add(part(part));
    }
    return new Activity(parts, 1);
  }

  private static Activity.Part part(String text) {
    String[] fields = text.split(":", -1);
    try {
      if (fields.length == 3) {
        double load = Percent.parse(fields[0]);
        double fluctuation = Percent.parse(fields[1]);
        long nanos = Durations.parse(fields[2]).toNanos();
        if (nanos >= Activity.MIN_NANOS && nanos <= Activity.MAX_NANOS) {
          return new Activity.Part(load, fluctuation, nanos);
        }
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, e);
    }
    throw wrong(text, null);
  }

  private static IllegalArgumentException wrong(String text, @Nullable Exception cause) {
    return new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")", cause);
  }
}
