package io.plimsoll.client;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.GivenOptions;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.autoscale.AutoscaleCommand;
import io.plimsoll.client.compare.ReportCommand;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.load.Ends;
import io.plimsoll.client.load.LoadConfig;
import io.plimsoll.client.load.Shape;
import io.plimsoll.client.load.Work;
import io.plimsoll.client.options.ControlTokenOptions;
import io.plimsoll.client.options.FrontendOptions;
import io.plimsoll.client.profile.ProfileCommand;
import io.plimsoll.client.replay.LoadCommand;
import io.plimsoll.client.replay.ReplayCommand;
import io.plimsoll.client.report.Threshold;
import io.plimsoll.client.runnergroup.RunnerGroupCommand;
import io.plimsoll.client.scenario.ScenarioCommand;
import io.plimsoll.client.standin.StandInCommand;
import io.plimsoll.client.validate.ValidateCommand;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options of the client. */
@Command(
    name = "plimsoll-client",
    showDefaultValues = true,
    sortOptions = false,
    subcommands = {
      ReplayCommand.class,
      ScenarioCommand.class,
      AutoscaleCommand.class,
      LoadCommand.class,
      ProfileCommand.class,
      ReportCommand.class,
      RunnerGroupCommand.class,
      ValidateCommand.class,
      StandInCommand.class
    },
    description = {
      "Sends requests to a queue of the frontend and keeps statistics of the replies, until it is"
          + " interrupted or has done what it was asked to. Parallelism and rate can be changed"
          + " while it runs, on the control page.",
      "Times are seconds such as 0.2, or such as 200ms, 5s, 2m."
    })
final class ClientCommand implements Callable<ExitCode> {

  /** The original tool's. */
  private static final int DEFAULT_MAX_PARALLELISM = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final CommonOptions common = new CommonOptions();

  @Mixin private final FrontendOptions frontend = new FrontendOptions();

  @Option(
      names = {"-caddr", "--caddr", "--control"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9996",
      description = "Where the control API and page listen; port 0 picks a free one.")
  private HostPort control = new HostPort("", 0);

  @Mixin private final ControlTokenOptions token = new ControlTokenOptions();

  @Option(
      names = {"-name", "--name", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "sleep",
      description = "The queue to send to.")
  private String queue = "";

  @Option(
      names = {"-limit", "--limit"},
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Run time limit of each request; 0 = the backend's default.")
  private Duration limit = Duration.ZERO;

  @Option(
      names = {"-req-now", "--req-now"},
      paramLabel = "N",
      defaultValue = "1",
      description = "Requests in parallel at the start; 0 = paused.")
  private int parallelism;

  @Option(
      names = {"-req-max", "--req-max"},
      paramLabel = "N",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Most requests in parallel that may be set while running, up to 100000; with --rate, the"
              + " most that may be outstanding. Default: 2, or -req-now where that is more; with"
              + " --rate 100000.")
  private @Nullable Integer maxParallelism;

  @Option(
      names = "--rate",
      paramLabel = "PER-SECOND",
      defaultValue = "0",
      description =
          "Start this many requests per second whatever comes back; 0 = a reply starts the next"
              + " request.")
  private double ratePerSecond;

  @Option(
      names = "--poisson",
      description = "Exponential instead of even gaps between the starts of --rate.")
  private boolean poisson;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Of the gaps of --poisson: the same seed, the same gaps. Default: one by chance, so that"
              + " several clients do not start their requests together.")
  private @Nullable Long seed;

  @Option(
      names = "--ramp",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Reach --req-now or --rate evenly in this time, from 0.")
  private Duration ramp = Duration.ZERO;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Pause between the requests of each parallel slot; not with --rate.")
  private Duration delay = Duration.ZERO;

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Leave what comes in this time after the start out of the statistics.")
  private Duration warmUp = Duration.ZERO;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      defaultValue = "0",
      description =
          "Start no more requests after this time; 0 = go on. What is not answered 10 s later, and"
              + " the -limit later still, is withdrawn and counts as failed.")
  private Duration duration = Duration.ZERO;

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Start this many requests; 0 = go on. What is not answered in the end is withdrawn as with"
              + " --duration.")
  private long requests;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "4",
      description = "Sessions to spread the requests over.")
  private int connections;

  @Option(
      names = "--classic",
      description = "Speak the original protocol: a connection for each request.")
  private boolean classic;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Write a report to this file in the end, .json, .html, .csv or .xml (JUnit); may be given"
              + " several times.")
  private List<Path> reports = List.of();

  @Option(
      names = "--threshold",
      paramLabel = "EXPR",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "What must hold in the end, such as 'wait.p99 < 2s', 'failures < 1%%', 'throughput > 50';"
              + " else exit with code 1. May be given several times: docs/scenarios.md.")
  private List<String> thresholds = List.of();

  @Parameters(
      paramLabel = "WORKLOAD-ARG",
      arity = "0..*",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Arguments for the workload, sent with every request.")
  private final List<String> args = new ArrayList<>();

  /**
   * The options as values.
   *
   * @throws io.plimsoll.cli.CommandException if one is bad
   */
  ClientConfig config() {
    return new ClientConfig(
        new LoadConfig(
            new Access(frontend.address(), connections, frontend.retry(), classic, frontend.tls()),
            new Work(queue, args, limit),
            new Shape(
                parallelism,
                maxParallelism(),
                ratePerSecond,
                poisson,
                seed(),
                ramp.isZero() ? (ratePerSecond > 0 ? ratePerSecond : parallelism) : 0,
                ramp,
                delay),
            new Ends(warmUp, duration, requests)),
        control,
        token.token(),
        reports,
        thresholds.stream().map(text -> Threshold.parse("--threshold", text)).toList(),
        GivenOptions.of(spec.commandLine().getParseResult()));
  }

  private long seed() {
    if (seed != null) {
      return seed;
    }
    return poisson ? new SplittableRandom().nextLong() : 0;
  }

  /** Where it is not given, it must not stand in the way of what is. */
  private int maxParallelism() {
    if (maxParallelism != null) {
      return maxParallelism;
    }
    return ratePerSecond > 0
        ? Shape.MOST_PARALLEL
        : Math.max(DEFAULT_MAX_PARALLELISM, Math.min(parallelism, Shape.MOST_PARALLEL));
  }

  @Override
  public ExitCode call() {
    return new Client(config(), common.verbose()).run(System.out, System.err);
  }
}
