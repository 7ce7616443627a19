package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.profile.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the backend's own command line says after {@code replay}. */
@Command(
    name = "replay",
    sortOptions = false,
    customSynopsis = "java -jar backend.jar [-once] [OPTIONS] replay PROFILE [REPLAY-OPTIONS]",
    description = "Sends the requests of a replay profile to an API server, at their times.")
final class ReplaySettings implements Callable<ExitCode> {

  @Mixin final RunnerSettings common = new RunnerSettings();
  @Mixin final TrafficOptions traffic = new TrafficOptions();

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description =
          "Where requests wait until they are due. Default: the folder for temporary files.")
  Path spool = LoadOptions.DEFAULTS.spoolFolder();

  @Option(
      names = "--max-profile",
      paramLabel = "BYTES",
      description = "Most bytes of the profile, unpacked. Default: 4294967296.")
  long maxProfile = LoadOptions.DEFAULT_MAX_BYTES;

  @Option(
      names = "--mask-gets",
      description = "In statistics, :name for the object of a GET too. Default: its own name.")
  boolean maskGets;

  @Option(
      names = "--dry-run",
      description = "With -once: print what would be sent, and send nothing.")
  boolean dryRun;

  /**
   * Reads the command line.
   *
   * @param once whether there is no frontend
   * @throws CommandException exit code 2 for what is wrong with it
   */
  static ReplaySettings parse(List<String> args, boolean once, Map<String, String> environment) {
    ReplaySettings settings = new ReplaySettings();
    settings.common.parse(settings, "replay", args, () -> settings.check(once), once, environment);
    return settings;
  }

  private void check(boolean once) {
    traffic.check();
    if (maxProfile < 1) {
      throw CommandException.usage("--max-profile", maxProfile, "1 or more");
    }
    RunnerSettings.onlyOnce(once, "--dry-run", dryRun);
  }

  /** Whose report line the command line asks for, if it does. */
  static Optional<RunnerPlace> place(List<String> args, Map<String, String> environment) {
    ReplaySettings line = new ReplaySettings();
    return RunnerSettings.place("replay", line, line.common, args, environment);
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
