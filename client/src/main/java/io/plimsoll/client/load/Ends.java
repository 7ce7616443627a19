package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import java.time.Duration;

/**
 * When the statistics begin and the load ends.
 *
 * @param warmUp what comes in this time after the start is not in the statistics
 * @param duration when to stop starting requests, counted from the start; 0 = never
 * @param requests how many requests to start, those of the warm-up too; 0 = no end
 */
public record Ends(Duration warmUp, Duration duration, long requests) {

  /**
   * @throws CommandException if a value is bad, naming the option that gave it
   */
  public Ends {
    if (requests < 0) {
      throw CommandException.usage("--requests", requests, "0 or more");
    }
    if (!duration.isZero() && warmUp.compareTo(duration) >= 0) {
      throw CommandException.usage(
          "--warm-up",
          Durations.seconds(warmUp),
          "less than --duration, which is " + Durations.seconds(duration));
    }
  }
}
