package io.plimsoll.replay.command;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What replays and loads have in common; a mixin of the mixins. */
final class RunOptions {

  private static final int NANO_DIGITS = 9;
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
  private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(60);

  /** A day: a request or a run that takes longer is stopped by hand. */
  private static final Duration MAX_TIME = Duration.ofDays(1);

  @Option(
      names = "--grace",
      paramLabel = "TIME",
      description =
          "How long after the last request was due the run, or the stage of a load, may last; then"
              + " it is cut off. Default: 30s.")
  private @Nullable Duration grace;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      description = "How long one request may take. Default: 60s.")
  private @Nullable Duration requestTimeout;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "What a load profile's random choices start from; each runner makes others from it."
              + " Default: another each time.")
  private @Nullable Long seed;

  /** These options, and where they leave one out that of {@code other}. */
  RunOptions orElse(RunOptions other) {
    RunOptions both = new RunOptions();
    both.grace = grace != null ? grace : other.grace;
    both.requestTimeout = requestTimeout != null ? requestTimeout : other.requestTimeout;
    both.seed = seed != null ? seed : other.seed;
    return both;
  }

  /** Adds what was given as arguments. */
  void addTo(List<String> args) {
    add(args, "--grace", seconds(grace));
    add(args, "--request-timeout", seconds(requestTimeout));
    add(args, "--seed", seed);
  }

  static void add(List<String> args, String name, @Nullable Object value) {
    if (value != null) {
      args.add(name + "=" + value);
    }
  }

  static @Nullable String seconds(@Nullable Duration time) {
    return time == null
        ? null
        : BigDecimal.valueOf(time.toNanos(), NANO_DIGITS).stripTrailingZeros().toPlainString();
  }

  /**
   * Checks every option.
   *
   * @throws CommandException exit code 2 for the first that is bad
   */
  void check() {
    grace();
    requestTimeout();
  }

  Duration grace() {
    return time("--grace", grace == null ? DEFAULT_GRACE : grace, Duration.ZERO);
  }

  Duration requestTimeout() {
    Duration value = requestTimeout == null ? DEFAULT_REQUEST_TIMEOUT : requestTimeout;
    return time("--request-timeout", value, Duration.ofMillis(1));
  }

  @Nullable Long seed() {
    return seed;
  }

  private static Duration time(String name, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(MAX_TIME) > 0) {
      String expected = Durations.seconds(least) + " s to a day";
      throw CommandException.usage(name, Durations.seconds(value), expected);
    }
    return value;
  }
}
