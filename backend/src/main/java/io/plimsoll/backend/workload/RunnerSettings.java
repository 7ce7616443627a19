package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.protocol.Limits;
import io.plimsoll.replay.execute.TargetOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    reports.forEach(RunnerSettings::requireFolder);
    onlyOnce(once, "--runner", runner != null);
    onlyOnce(once, "--runners", runners != null);
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
