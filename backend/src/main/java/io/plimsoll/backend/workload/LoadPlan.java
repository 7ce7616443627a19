package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.replay.command.LoadTrafficOptions;
import io.plimsoll.replay.load.LoadOverrides;
import io.plimsoll.replay.load.LoadSettings;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One load as the command line and a request want it together. Of the options that both may have,
 * the command line's win.
 *
 * @param profile path, URL or {@code -}
 * @param settings for the first runner
 */
record LoadPlan(
    String profile, LoadOverrides overrides, LoadSettings settings, RunnerSettings common) {

  /** 36^8: two runs do not get the same id by chance. */
  private static final int RUN_ID_CHARS = 8;

  private static final int RUN_ID_RADIX = 36;

  /**
   * Puts both together.
   *
   * @param requested a request's arguments
   * @param random makes the run's id, and its seed where none is asked for
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  static LoadPlan of(
      LoadCommandLine line, boolean once, List<String> requested, RandomGenerator random) {
    try {
      LoadTrafficOptions asked = new LoadTrafficOptions();
      String profile = RequestLine.parse(asked, requested).profile(line.common.profile, once);
      LoadTrafficOptions traffic = line.traffic.orElse(asked);
      Long seed = traffic.seed();
      LoadSettings settings =
          LoadSettings.of(seed == null ? random.nextLong() : seed, runId(random))
              .withGrace(traffic.grace())
              .withRequestTimeout(traffic.requestTimeout())
              .withMaxLate(line.common.maxLate)
              .withRawData(line.common.rawData);
      return new LoadPlan(profile, traffic.overrides(), settings, line.common);
    } catch (CommandException | IllegalArgumentException e) {
      throw new IllegalArgumentException("load: " + e.getMessage(), e);
    }
  }

  private static String runId(RandomGenerator random) {
    StringBuilder id = new StringBuilder();
    while (id.length() < RUN_ID_CHARS) {
      id.append(Character.forDigit(random.nextInt(RUN_ID_RADIX), RUN_ID_RADIX));
    }
    return id.toString();
  }
}
