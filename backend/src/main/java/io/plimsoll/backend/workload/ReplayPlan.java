package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.execute.ReplayOptions;
import io.plimsoll.replay.profile.LoadOptions;
import java.util.List;

/**
 * One replay as the command line and a request want it together. Of the options that both may have,
 * the command line's win: who runs a backend decides what it may be used for.
 *
 * @param profile path, URL or {@code -}
 */
record ReplayPlan(
    String profile, LoadOptions load, ReplayOptions options, ReplaySettings settings) {

  /**
   * Puts both together.
   *
   * @param requested a request's arguments
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  static ReplayPlan of(ReplaySettings settings, boolean once, List<String> requested) {
    try {
      TrafficOptions asked = new TrafficOptions();
      String profile = RequestLine.parse(asked, requested).profile(settings.common.profile, once);
      return of(settings, profile, settings.traffic.orElse(asked));
    } catch (CommandException | IllegalArgumentException e) {
      throw new IllegalArgumentException("replay: " + e.getMessage(), e);
    }
  }

  private static ReplayPlan of(ReplaySettings settings, String profile, TrafficOptions traffic) {
    LoadOptions load =
        LoadOptions.DEFAULTS
            .withSpoolFolder(settings.spool)
            .withMaxBytes(settings.maxProfile)
            .withFilter(traffic.filter())
            .withRewrite(traffic.rewrite());
    ReplayOptions options =
        new ReplayOptions(
            traffic.speed(),
            traffic.order(),
            traffic.grace(),
            traffic.requestTimeout(),
            settings.maskGets,
            settings.common.maxLate,
            settings.common.rawData);
    return new ReplayPlan(profile, load, options, settings);
  }
}
