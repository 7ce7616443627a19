package io.plimsoll.backend;

import io.plimsoll.backend.device.Devices;
import io.plimsoll.backend.metrics.Exporter;
import io.plimsoll.backend.workload.WorkloadCatalog;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.EndsWithOption;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of the backend. */
@Command(
    name = "plimsoll-backend",
    sortOptions = false,
    description = {
      "Pulls work items from a queue of the frontend and runs a workload for each.",
      "A workload is 'sleep SECONDS', 'fakedev SECONDS', 'replay PROFILE', 'load PROFILE', or the"
          + " absolute path of a program."
    },
    footer = {
      "",
      "Options of a simulated device, a replay and a load come after the workload; for a list:",
      "  java -jar backend.jar -once fakedev --help",
      "  java -jar backend.jar -once replay --help",
      "  java -jar backend.jar -once load --help"
    })
final class BackendCommand implements Callable<ExitCode> {

  @Option(
      names = {"-faddr", "--faddr", "--frontend"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9999",
      description = "Frontend's worker port (default: ${DEFAULT-VALUE}).")
  HostPort frontend = new HostPort("localhost", 9999);

  @Option(
      names = {"-name", "--name", "--queue"},
      paramLabel = "NAME",
      defaultValue = "sleep",
      description = "Queue to pull from (default: ${DEFAULT-VALUE}).")
  String queue = "sleep";

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "Items run at the same time, 1 to 100000 (default: ${DEFAULT-VALUE}).")
  int slots = 1;

  @Option(
      names = {"-glob", "--glob", "--device-glob"},
      paramLabel = "PATTERN",
      defaultValue = "",
      description = "Pattern of device files; the match replaces FILENAME in arguments.")
  String deviceGlob = "";

  @Option(
      names = {"-limit", "--limit"},
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Run time limit, 0 = none (default: ${DEFAULT-VALUE}).")
  Duration limit = Duration.ZERO;

  @Option(
      names = {"-dir", "--dir", "--workdir"},
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Working directory of the workload (default: ${DEFAULT-VALUE}).")
  Path workdir = Path.of(".");

  @Option(
      names = {"-backoff", "--backoff"},
      paramLabel = "TIME",
      defaultValue = "0",
      description = "0: exit when the queue is empty; else ask on (default: ${DEFAULT-VALUE}).")
  Duration backoff = Duration.ZERO;

  @Option(
      names = {"-backoff-max", "--backoff-max"},
      paramLabel = "TIME",
      defaultValue = "5",
      description = "Longest time between two askings (default: ${DEFAULT-VALUE}).")
  Duration backoffMax = Duration.ofSeconds(5);

  @Option(
      names = {"-ignore", "--ignore", "--ignore-args"},
      description = "Ignore arguments that came with the request.")
  boolean ignoreArgs;

  @Option(
      names = {"-node-env", "--node-env"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Environment variable with the node's name, else the host name.")
  String nodeEnv = "";

  @Option(
      names = {"-pod-env", "--pod-env"},
      paramLabel = "NAME",
      defaultValue = "",
      description = "Environment variable with the pod's name, else the host name.")
  String podEnv = "";

  @Option(
      names = "--device-dir",
      paramLabel = "DIR",
      description =
          "Where backends that share simulated devices meet (default: plimsoll in the temporary"
              + " folder).")
  Path deviceDir = Devices.defaultDirectory();

  @Option(
      names = {"-null-in", "--null-in"},
      description = "The workload reads from the null device.")
  boolean nullIn;

  @Option(
      names = {"-null-out", "--null-out"},
      description = "The workload writes to the null device.")
  boolean nullOut;

  @Option(
      names = {"-once", "--once"},
      description = "Run the workload directly, print its reply as JSON, exit with its code.")
  boolean once;

  @Option(
      names = {"-maddr", "--maddr", "--metrics"},
      paramLabel = "HOST:PORT",
      description = "Metrics of this backend and its simulated devices over HTTP (default: none).")
  @Nullable HostPort metrics;

  @Option(
      names = "--identity",
      paramLabel = "NAME",
      defaultValue = "xpum",
      description =
          "Whose metric names simulated devices have: xpum, dcgm or collectd"
              + " (default: ${DEFAULT-VALUE}).")
  String identity = "xpum";

  @Option(names = "--classic", description = "Speak the classic protocol.")
  boolean classic;

  @Option(
      names = "--retry",
      paramLabel = "TIME",
      defaultValue = "0",
      description =
          "How long to keep trying to reach a frontend that is gone (default: ${DEFAULT-VALUE}).")
  Duration retry = Duration.ZERO;

  @Mixin EndsWithOption endsWith = new EndsWithOption();

  @Mixin TlsClientOptions tls = new TlsClientOptions();

  @Mixin CommonOptions common = new CommonOptions();

  // Not required by picocli, since --completion goes without: config() asks for it.
  @Parameters(
      arity = "0..*",
      paramLabel = "WORKLOAD [ARG...]",
      hideParamSyntax = true,
      description = "The workload and the arguments that every run of it gets first.")
  List<String> workload = new ArrayList<>();

  private OptionalInt retcode = OptionalInt.empty();
  private Optional<LastLine> lastLine = Optional.empty();
  private String error = "";

  @Override
  public ExitCode call() {
    try {
      return run();
    } catch (RuntimeException e) {
      error = e.getMessage() == null ? e.toString() : e.getMessage();
      throw e;
    }
  }

  private ExitCode run() {
    Optional<String> help = help();
    if (help.isPresent()) {
      System.out.print(help.get());
      System.out.flush();
      return ExitCode.OK;
    }
    lastLine = once ? LastLine.of(workload, System.getenv()) : Optional.empty();
    BackendConfig config = config();
    endsWith.watch();
    if (once) {
      Identity self = Identity.of(config, System.getenv());
      Once.Ended ended =
          lastLine.isPresent()
              ? Once.run(config, self, (outcome, reply) -> lastLine.get().ended(outcome))
              : Once.run(config, self, System.out);
      retcode = OptionalInt.of(ended.exitCode());
      if (!ended.error().isEmpty()) {
        // Only for its line on stderr: the exit code is the workload's.
        throw new CommandException(ExitCode.FAILED, ended.error());
      }
      return ExitCode.OK;
    }
    return Backend.run(config);
  }

  /** What to exit with instead of an exit code of ours, if -once has run a workload. */
  OptionalInt retcode() {
    return retcode;
  }

  /**
   * What standard output is to end with, if anything.
   *
   * @param exitCode what the process exits with
   */
  Optional<String> lastLine(int exitCode) {
    return lastLine.map(line -> line.text(exitCode, error));
  }

  /** The workload's own help, if its arguments ask for that. */
  private Optional<String> help() {
    return workload.isEmpty()
        ? Optional.empty()
        : WorkloadCatalog.help(workload.get(0), workload.subList(1, workload.size()));
  }

  BackendConfig config() {
    if (workload.isEmpty()) {
      throw WorkloadCatalog.unknown("missing");
    }
    return new BackendConfig(
        frontend,
        queue,
        slots,
        deviceGlob,
        limit,
        workdir,
        backoff,
        backoffMax,
        ignoreArgs,
        nodeEnv,
        podEnv,
        deviceDir,
        nullIn,
        nullOut,
        metrics,
        Exporter.named(identity),
        classic,
        retry,
        tls.config(),
        workload.get(0),
        workload.subList(1, workload.size()));
  }
}
