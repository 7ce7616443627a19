package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.Limits;
import io.plimsoll.replay.execute.TargetOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

  @Parameters(
      arity = "0..1",
      paramLabel = "PROFILE",
      description = "Path or URL of the profile; - for standard input, with -once.")
  @Nullable String profile;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "The API server; neither a kubeconfig nor the environment counts then. Default: that of"
              + " the kubeconfig.")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "With --server: file with a bearer token, read again now and then. Default: none.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "With --server: PEM file that its certificate is checked against. Default: Java's own.")
  private @Nullable Path caFile;

  @Option(
      names = "--insecure-skip-tls-verify",
      description = "Do not check the server's certificate. Default: it is checked.")
  private boolean insecure;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "Default: KUBECONFIG, else ~/.kube/config, else the service account of the pod.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "Context of the kubeconfig. Default: its current one.")
  private @Nullable String context;

  @Option(
      names = "--raw-data",
      description = "Put single failures and latencies into the report. Default: only sums.")
  boolean rawData;

  @Option(
      names = "--max-late",
      paramLabel = "TIME",
      description = "Beyond this a request counts as late by the generator. Default: 100ms.")
  Duration maxLate = Duration.ofMillis(100);

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "With -once: write the report to a .json or .html file; may be given several times."
              + " Default: it is in the reply on standard output.")
  List<Path> reports = new ArrayList<>();

  @Option(
      names = "--runner",
      paramLabel = "I",
      description =
          "With -once: run only this runner, from 0. Default: JOB_COMPLETION_INDEX, else all.")
  @Nullable Integer runner;

  @Option(
      names = "--runners",
      paramLabel = "N",
      description =
          "With -once: how many runners. Default: runnerCount of a replay's profile, 1 for a load.")
  @Nullable Integer runners;

  @Option(
      names = "--start-at",
      paramLabel = "TIME",
      description =
          "With -once: load and connect, and begin at this time, such as 2026-01-31T12:00:00Z, or"
              + " at once if that is past. Default: when ready.")
  private @Nullable String startAt;

  @Option(
      names = "--report-line",
      description =
          "With -once: in place of the reply print the report packed into one line, the last, for"
              + " whoever reads the log. Default: the reply.")
  boolean reportLine;

  @Option(
      names = {"-h", "-help", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

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
    } catch (ParameterException e) {
      throw new CommandException(ExitCode.USAGE, noun + ": " + UnknownOption.text(e), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, noun + ": " + e.getMessage(), e);
    } catch (CommandException e) {
      throw new CommandException(e.exitCode(), noun + ": " + e.getMessage(), e);
    }
    if (once) {
      try {
        takeJobIndex(environment);
        requireRunners();
      } catch (CommandException e) {
        throw new CommandException(e.exitCode(), noun + ": " + e.getMessage(), e);
      }
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
    reports.forEach(RunnerSettings::requireFolder);
    onlyOnce(once, "--runner", runner != null);
    onlyOnce(once, "--runners", runners != null);
    onlyOnce(once, "--start-at", startAt != null);
    onlyOnce(once, "--report-line", reportLine);
    startAt();
    // As many as a queue has at most; alone, each has threads and connections of its own.
    if (runners != null && (runners < 1 || (runner == null && runners > Limits.RUNNERS))) {
      throw CommandException.usage("--runners", runners, "1 to " + Limits.RUNNERS);
    }
    if (runner != null && (runner < 0 || (runners != null && runner >= runners))) {
      throw CommandException.usage("--runner", runner, "0 to one less than --runners");
    }
  }

  /** A report that has no place to go is told before the run, not after it. */
  private static void requireFolder(Path report) {
    Path folder = report.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          ExitCode.UNREACHABLE, "--report: no such folder: " + folder + " (expected: one that is)");
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
      if (runners != null && runner >= runners) {
        throw CommandException.usage(JOB_INDEX, runner, "less than --runners, " + runners);
      }
    }
  }

  /** How many there are may stand in the profile, and who reads the line has not read that. */
  private void requireRunners() {
    if (reportLine && runner != null && runners == null) {
      throw CommandException.usage("--runners", "missing", "how many, for the --report-line");
    }
  }

  /** When to begin; null: when ready. */
  @Nullable Instant startAt() {
    try {
      return startAt == null ? null : Instant.parse(startAt);
    } catch (DateTimeParseException e) {
      throw CommandException.usage("--start-at", startAt, "a time such as 2026-01-31T12:00:00Z");
    }
  }

  /** How much room the report has where it goes. */
  ReportRoom reportRoom(boolean once) {
    return reportLine ? ReportRoom.LINE : once ? ReportRoom.ANY : ReportRoom.REPLY;
  }

  /**
   * Whose line a command line asks for, as far as it can be read: an error in it is for that line
   * too.
   *
   * @param command what {@code common} is a mixin of
   */
  static Optional<RunnerPlace> place(
      String workload,
      Callable<ExitCode> command,
      RunnerSettings common,
      List<String> args,
      Map<String, String> environment) {
    CommandLine line = Commands.commandLine(command, false);
    line.getCommandSpec().parser().collectErrors(true);
    try {
      line.parseArgs(args.toArray(String[]::new));
      common.takeJobIndex(environment);
    } catch (ParameterException | CommandException told) {
      // Whoever parses them to use them tells what is wrong.
    }
    return common.reportLine
        ? RunnerPlace.of(workload, common.runner, common.runners)
        : Optional.empty();
  }

  /** Which server to talk to. */
  TargetOptions target() {
    return new TargetOptions(server, null, tokenFile, caFile, insecure, kubeconfig, context);
  }

  static boolean isHtml(Path report) {
    return report.toString().toLowerCase(Locale.ROOT).endsWith(".html");
  }
}
