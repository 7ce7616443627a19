package io.plimsoll.client.autoscale;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.Durations;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.GivenOptions;
import io.plimsoll.client.fleet.FleetOptions;
import io.plimsoll.client.fleet.FleetSite;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.scenario.EmbeddedScenario;
import io.plimsoll.client.scenario.ScenarioInProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code autoscale}: what a HorizontalPodAutoscaler would do. */
@Command(
    name = "autoscale",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Runs a HorizontalPodAutoscaler manifest (autoscaling/v2) against a local fleet of backends"
          + " while a scenario drives load: with the frontend's metrics, and as the controller of"
          + " Kubernetes decides: docs/autoscale.md.",
      "Exit code 1: a threshold of the scenario failed, or a signal ended it. 2: a file or an option"
          + " is bad, and nothing was started. 3: frontend or backends cannot be started, or were"
          + " lost. Reports are written in any case but 2."
    })
public final class AutoscaleCommand implements Callable<ExitCode> {

  /** What is wanted of a machine that starts so many at once may take its time. */
  private static final Duration READY = Duration.ofMinutes(2);

  /** Each sync is kept, for the reports. */
  static final int MAX_SYNCS = 20_000;

  /** Below this a sync would show the noise of the machine. */
  static final Duration MIN_PERIOD = Duration.ofMillis(100);

  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Option(
      names = "--hpa",
      paramLabel = "FILE",
      required = true,
      description = "The manifest, YAML or JSON; of several objects the one autoscaler.")
  private Path hpa = Path.of("");

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      required = true,
      description = "The load: docs/scenarios.md. All phases on the queue of the fleet.")
  private Path scenario = Path.of("");

  @Option(
      names = "--sync-period",
      paramLabel = "TIME",
      defaultValue = "15",
      description = "From one decision to the next, as the controller's option of a similar name.")
  private Duration syncPeriod = Duration.ZERO;

  @Option(
      names = "--start-delay",
      paramLabel = "TIME",
      defaultValue = "10",
      description =
          "From when a replica is wanted to when it is started, as a pod needs a node and an image."
              + " Then the backend starts, which takes it a second or so.")
  private Duration startDelay = Duration.ZERO;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "How many there are at the beginning. Default: the manifest's minReplicas.")
  private @Nullable Integer replicas;

  @Mixin private final FleetOptions fleet = new FleetOptions();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Write a report to this file in the end, .json, .html, .csv or .xml (JUnit, of the"
              + " scenario); may be given several times.")
  private List<Path> reports = new ArrayList<>();

  @Parameters(
      paramLabel = "WORKLOAD [ARG...]",
      arity = "0..*",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "What the backends run, after --.")
  private List<String> workload = new ArrayList<>();

  @Override
  public ExitCode call() {
    PrintWriter err = spec.commandLine().getErr();
    EmbeddedScenario load = EmbeddedScenario.read("--scenario", scenario, err);
    HpaSpec autoscaler = HpaFile.read(hpa, err);
    ReportFiles.check(reports);
    check(load, autoscaler);
    Ending ending = Ending.onSignals();
    try (FleetSite site = fleet.open(workload)) {
      return run(load, autoscaler, site, ending);
    } catch (CancellationException e) {
      throw new CommandException(ExitCode.FAILED, "interrupted before the scenario began", e);
    }
  }

  private void check(EmbeddedScenario load, HpaSpec autoscaler) {
    if (!fleet.kind().equals(FleetOptions.LOCAL)) {
      throw CommandException.usage(
          "--fleet", fleet.kind(), FleetOptions.LOCAL + ", as a cluster has an autoscaler");
    }
    if (syncPeriod.compareTo(MIN_PERIOD) < 0 || load.length().dividedBy(syncPeriod) >= MAX_SYNCS) {
      throw CommandException.usage(
          "--sync-period",
          Durations.seconds(syncPeriod) + " s",
          "at least "
              + Durations.seconds(MIN_PERIOD)
              + " s, and less than "
              + MAX_SYNCS
              + " syncs in the "
              + Durations.seconds(load.length())
              + " s of the scenario");
    }
    String queue = fleet.queue();
    if (!load.queues().equals(Set.of(queue))) {
      throw CommandException.usage(
          "--queue", queue, "that of all phases: " + String.join(", ", load.queues()));
    }
    for (HpaMetric metric : autoscaler.metrics()) {
      if (!metric.queue().isEmpty() && !metric.queue().equals(queue)) {
        throw CommandException.usage(
            "--queue",
            queue,
            "that of metric " + metric.metric().metricName() + ": " + metric.queue());
      }
    }
  }

  /**
   * How many replicas there are at the beginning.
   *
   * @param given by the user; null: the manifest's least
   * @param most that the fleet can have
   */
  static int initialReplicas(HpaSpec autoscaler, @Nullable Integer given, int most) {
    if (autoscaler.maxReplicas() > most) {
      throw CommandException.usage(
          "spec.maxReplicas", autoscaler.maxReplicas(), "at most " + most + " for this fleet");
    }
    if (given == null) {
      return autoscaler.minReplicas();
    }
    if (given < 0 || given > most) {
      throw CommandException.usage("--replicas", given, "0 to " + most);
    }
    return given;
  }

  private ExitCode run(EmbeddedScenario load, HpaSpec autoscaler, FleetSite site, Ending ending) {
    site.fleet().scaleTo(initialReplicas(autoscaler, replicas, site.fleet().maxSize()));
    site.fleet().awaitReady(READY);
    PrintWriter out = spec.commandLine().getOut();
    out.println(AutoscaleText.head(autoscaler, site.fleet().name()));
    out.flush();
    Autoscaler scaler =
        new Autoscaler(
            autoscaler, site.fleet(), new FrontendMetrics(site.status()), startDelay.toNanos());
    List<String> options = GivenOptions.of(spec.commandLine().getParseResult());
    AutoscaleRun.Ended ended;
    try (ScenarioInProgress running = load.start(site.access(), options)) {
      ending.of(running);
      AutoscaleRun run =
          new AutoscaleRun(
              scaler,
              running,
              syncPeriod.toNanos(),
              sync -> {
                out.println(AutoscaleText.line(autoscaler, sync));
                out.flush();
              });
      ended = run.run();
    }
    AutoscaleReport report = report(load, autoscaler, site, scaler, ended);
    out.print(AutoscaleText.end(report));
    out.flush();
    ReportFiles.write(reports, (form, file) -> AutoscaleForms.write(report, form, file));
    if (ended.failure() != null) {
      throw ended.failure();
    }
    return ended.outcome().exitCode();
  }

  private AutoscaleReport report(
      EmbeddedScenario load,
      HpaSpec autoscaler,
      FleetSite site,
      Autoscaler scaler,
      AutoscaleRun.Ended ended) {
    String failure = ended.failure() == null ? null : ended.failure().getMessage();
    double end = ended.outcome().report().seconds();
    return new AutoscaleReport(
        AutoscaleReport.FORMAT,
        load.name() + " with autoscaler " + autoscaler.name(),
        failure == null ? "" : failure,
        site.fleet().name(),
        site.fleet().slots(),
        Durations.seconds(syncPeriod),
        Durations.seconds(startDelay),
        AutoscaleReport.Told.of(autoscaler),
        scaler.syncs(),
        scaler.points(),
        scaler.points().isEmpty() ? null : FleetUse.of(scaler.points(), end),
        ended.outcome().report());
  }
}
