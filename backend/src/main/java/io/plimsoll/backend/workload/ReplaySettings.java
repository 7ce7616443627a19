package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.execute.TargetOptions;
import io.plimsoll.replay.profile.LoadOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What the backend's own command line says after {@code replay}. */
@Command(name = "replay")
final class ReplaySettings implements Callable<ExitCode> {

  /** Set in the pods of an indexed Job. */
  private static final String JOB_INDEX = "JOB_COMPLETION_INDEX";

  @Mixin final TrafficOptions traffic = new TrafficOptions();

  @Parameters(arity = "0..1", paramLabel = "PROFILE")
  @Nullable String profile;

  @Option(names = "--server")
  private @Nullable String server;

  @Option(names = "--token-file")
  private @Nullable Path tokenFile;

  @Option(names = "--ca-file")
  private @Nullable Path caFile;

  @Option(names = "--insecure-skip-tls-verify")
  private boolean insecure;

  @Option(names = "--kubeconfig")
  private @Nullable Path kubeconfig;

  @Option(names = "--context")
  private @Nullable String context;

  @Option(names = "--spool")
  Path spool = LoadOptions.DEFAULTS.spoolFolder();

  @Option(names = "--max-profile", paramLabel = "BYTES")
  long maxProfile = LoadOptions.DEFAULT_MAX_BYTES;

  @Option(names = "--raw-data")
  boolean rawData;

  @Option(names = "--mask-gets")
  boolean maskGets;

  @Option(names = "--max-late")
  Duration maxLate = Duration.ofMillis(100);

  @Option(names = "--report", paramLabel = "FILE")
  List<Path> reports = new ArrayList<>();

  @Option(names = "--runner", paramLabel = "I")
  @Nullable Integer runner;

  @Option(names = "--runners", paramLabel = "N")
  @Nullable Integer runners;

  @Option(names = "--dry-run")
  boolean dryRun;

  /**
   * Reads the command line.
   *
   * @param once whether there is no frontend
   * @throws CommandException exit code 2 for what is wrong with it
   */
  static ReplaySettings parse(List<String> args, boolean once, Map<String, String> environment) {
    ReplaySettings settings = new ReplaySettings();
    try {
      Commands.commandLine(settings, false).parseArgs(args.toArray(String[]::new));
      settings.check(once);
      settings.target();
    } catch (ParameterException | IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "replay: " + e.getMessage(), e);
    }
    if (once) {
      settings.takeJobIndex(environment);
    }
    return settings;
  }

  private void check(boolean once) {
    traffic.check();
    for (Path report : reports) {
      if (!isHtml(report) && !report.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
        throw CommandException.usage("--report", report, "a file that ends in .json or .html");
      }
    }
    if (maxLate.isNegative() || maxProfile < 1) {
      throw CommandException.usage("--max-profile", maxProfile, "1 or more");
    }
    if (!once) {
      onlyOnce("--report", !reports.isEmpty());
      onlyOnce("--runner", runner != null);
      onlyOnce("--runners", runners != null);
      onlyOnce("--dry-run", dryRun);
    }
    if (runners != null && runners < 1) {
      throw CommandException.usage("--runners", runners, "1 or more");
    }
    if (runner != null && (runner < 0 || (runners != null && runner >= runners))) {
      throw CommandException.usage("--runner", runner, "0 to one less than --runners");
    }
  }

  private static void onlyOnce(String option, boolean set) {
    if (set) {
      throw CommandException.usage("replay " + option, "set", "only with -once");
    }
  }

  private void takeJobIndex(Map<String, String> environment) {
    String index = environment.getOrDefault(JOB_INDEX, "");
    if (runner == null && !index.isEmpty()) {
      try {
        runner = Integer.parseUnsignedInt(index);
      } catch (NumberFormatException e) {
        throw new CommandException(
            ExitCode.USAGE, JOB_INDEX + ": '" + index + "' (expected: a whole number)", e);
      }
    }
  }

  /** Which server to talk to. */
  TargetOptions target() {
    return new TargetOptions(server, null, tokenFile, caFile, insecure, kubeconfig, context);
  }

  static boolean isHtml(Path report) {
    return report.toString().toLowerCase(Locale.ROOT).endsWith(".html");
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
