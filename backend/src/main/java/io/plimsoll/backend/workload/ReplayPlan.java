package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.execute.ReplayOptions;
import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.ProfileSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * One replay as the command line and a request want it together. Of the options that both may have,
 * the command line's win: who runs a backend decides what it may be used for.
 *
 * @param profile path, URL or {@code -}
 */
record ReplayPlan(
    String profile, LoadOptions load, ReplayOptions options, ReplaySettings settings) {

  /** What a request may carry. */
  @Command(name = "replay")
  private static final class Requested implements Callable<ExitCode> {

    @Mixin final TrafficOptions traffic = new TrafficOptions();

    @Parameters(arity = "0..1", paramLabel = "PROFILE")
    @Nullable String profile;

    /** Not called: this only holds options. */
    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  /**
   * Puts both together.
   *
   * @param requested a request's arguments
   * @throws IllegalArgumentException for what a request may not carry, and for bad values
   */
  static ReplayPlan of(ReplaySettings settings, boolean once, List<String> requested) {
    Requested request = new Requested();
    try {
      Commands.commandLine(request, false).parseArgs(requested.toArray(String[]::new));
      String profile = settings.profile != null ? settings.profile : request.profile;
      if (profile == null) {
        throw new IllegalArgumentException("PROFILE: missing (expected: a path or URL)");
      }
      if (profile.equals(ProfileSource.STDIN) && !once) {
        throw new IllegalArgumentException(
            "PROFILE: - (expected: a path or URL; standard input only with -once)");
      }
      return of(settings, profile, settings.traffic.orElse(request.traffic));
    } catch (ParameterException e) {
      String text = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(
          "replay: " + text + " (expected: PROFILE and options that shape its traffic)", e);
    } catch (CommandException e) {
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
            settings.maxLate,
            settings.rawData);
    return new ReplayPlan(profile, load, options, settings);
  }
}
