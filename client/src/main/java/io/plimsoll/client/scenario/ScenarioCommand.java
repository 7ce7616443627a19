package io.plimsoll.client.scenario;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.GivenOptions;
import io.plimsoll.cli.HostPort;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.cli.Signals;
import io.plimsoll.client.control.ControlApi;
import io.plimsoll.client.control.ControlToken;
import io.plimsoll.client.load.Access;
import io.plimsoll.client.options.FrontendOptions;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.http.HttpPort;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code scenario FILE}: timed phases, and thresholds that decide the exit code. */
@Command(
    name = "scenario",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Drives load in phases over time, as a YAML or JSON file says, which may follow or overlap each"
          + " other, and holds thresholds against what came of them: docs/scenarios.md.",
      "Exit code 1: a threshold failed, or a signal ended the scenario. 2: the file is bad, and"
          + " nothing was started. 3: the frontend cannot be reached, or was lost. Reports are"
          + " written in any case but 2."
    })
public final class ScenarioCommand implements Callable<ExitCode> {

  private static final Logger LOG = LoggerFactory.getLogger(ScenarioCommand.class);

  /** One connection needs one; each phase has its own number. */
  private static final int ANY_CONNECTIONS = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final CommonOptions common = new CommonOptions();

  @Mixin private final FrontendOptions frontend = new FrontendOptions();

  @Option(
      names = {"-caddr", "--caddr", "--control"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9996",
      description = "Where the page listens that shows the run; port 0 picks a free one.")
  private HostPort control = new HostPort("", 0);

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
  private List<Path> reports = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Check the file, show its phases over time, and contact nothing.")
  private boolean dryRun;

  @Parameters(
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The scenario, YAML or JSON.")
  private Path file = Path.of("");

  @Override
  public ExitCode call() {
    PrintWriter out = spec.commandLine().getOut();
    Scenario scenario = ScenarioFile.read(file, spec.commandLine().getErr());
    ReportFiles.check(reports);
    Access access =
        new Access(frontend.address(), ANY_CONNECTIONS, frontend.retry(), classic, frontend.tls());
    if (dryRun) {
      out.print(PlanText.of(scenario));
      out.flush();
      return ExitCode.OK;
    }
    ScenarioOutcome outcome = run(scenario, access);
    out.print(ScenarioText.of(outcome.report()));
    out.flush();
    ReportFiles.write(reports, outcome.report());
    return outcome.exitCode();
  }

  private ScenarioOutcome run(Scenario scenario, Access access) {
    // A loop of its own for the control port: rendering must not delay the load.
    try (TlsClient way = TlsClient.of(access.tls());
        Transport loads = Transport.start("load", 1);
        Transport page = Transport.start("control", 1)) {
      EventLoop loop = page.loops().next();
      List<String> options = GivenOptions.of(spec.commandLine().getParseResult());
      ScenarioRun run = new ScenarioRun(scenario, access, way, options, loads, loop);
      LiveScenario live = new LiveScenario(run);
      ControlApi api = new ControlApi(live, live, live, loop, ControlToken.NONE);
      try (HttpPort port = HttpPort.listen(page, control, "--control", api)) {
        LOG.info("control page: http://{}/", port.address());
        Signals.onTermination(count -> onSignal(run, count));
        run.start();
        return follow(run);
      }
    }
  }

  /** The first ends the phases, and reports are written; the second ends all at once. */
  private static void onSignal(ScenarioRun run, int count) {
    if (count == 1) {
      LOG.warn("told to end: the phases end now, another signal ends at once");
      run.stop();
    } else {
      Runtime.getRuntime().halt(ExitCode.FAILED.code());
    }
  }

  private ScenarioOutcome follow(ScenarioRun run) {
    ProgressLine line = new ProgressLine(System.err, common.verbose());
    while (true) {
      try {
        ScenarioOutcome outcome = run.ended().get(1, TimeUnit.SECONDS);
        line.clear();
        return outcome;
      } catch (TimeoutException notYet) {
        // Shown by this thread: a terminal that is held up must not hold up the load.
        line.tick(() -> run.progress().join().toString());
      } catch (ExecutionException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
