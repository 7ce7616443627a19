package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.TargetOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * What the backend's own command line may say after {@code replay} and after {@code load}; a
 * picocli mixin. None of it may come from a request: it writes files or chooses a server.
 */
final class RunnerSettings {

  /** Set in the pods of an indexed Job. */
  private static final String JOB_INDEX = "JOB_COMPLETION_INDEX";

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

  @Option(names = "--raw-data")
  boolean rawData;

  @Option(names = "--max-late")
  Duration maxLate = Duration.ofMillis(100);

  @Option(names = "--report", paramLabel = "FILE")
  List<Path> reports = new ArrayList<>();

  @Option(names = "--runner", paramLabel = "I")
  @Nullable Integer runner;

  @Option(names = "--runners", paramLabel = "N")
  @Nullable Integer runners;

  /**
   * Reads a command line.
   *
   * @param command what these settings are a mixin of
   * @param checks checks what they do not hold
   * @param once whether there is no frontend
   * @throws CommandException exit code 2 for what is wrong with it
   */
  void parse(
      Callable<ExitCode> command,
      String noun,
      List<String> args,
      Runnable checks,
      boolean once,
      Map<String, String> environment) {
    try {
      Commands.commandLine(command, false).parseArgs(args.toArray(String[]::new));
      check(once);
      checks.run();
      target();
    } catch (ParameterException | IllegalArgumentException | CommandException e) {
      throw new CommandException(ExitCode.USAGE, noun + ": " + e.getMessage(), e);
    }
    if (once) {
      takeJobIndex(environment);
    }
  }

  private void check(boolean once) {
    for (Path report : reports) {
      if (!isHtml(report) && !report.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
        throw CommandException.usage("--report", report, "a file that ends in .json or .html");
      }
    }
    if (once && profile == null) {
      throw CommandException.usage("PROFILE", "missing", "a path or URL, or - for standard input");
    }
    onlyOnce(once, "--report", !reports.isEmpty());
    onlyOnce(once, "--runner", runner != null);
    onlyOnce(once, "--runners", runners != null);
    if (runners != null && runners < 1) {
      throw CommandException.usage("--runners", runners, "1 or more");
    }
    if (runner != null && (runner < 0 || (runners != null && runner >= runners))) {
      throw CommandException.usage("--runner", runner, "0 to one less than --runners");
    }
  }

  /** Refuses an option that is set where a frontend says what to run. */
  static void onlyOnce(boolean once, String option, boolean set) {
    if (set && !once) {
      throw CommandException.usage(option, "set", "only with -once");
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
}
