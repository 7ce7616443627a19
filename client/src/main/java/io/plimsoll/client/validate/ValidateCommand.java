package io.plimsoll.client.validate;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.GivenOptions;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.fleet.FleetOptions;
import io.plimsoll.client.fleet.FleetSite;
import io.plimsoll.client.report.ReportFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

/** {@code validate}: does throughput grow with the fleet? */
@Command(
    name = "validate",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Doubles a fleet of backends, measures its throughput at each size, and checks that each"
          + " doubling brings what it should: docs/validate.md.",
      "Exit code 0: it does. 1: it does not, a request failed, or a signal ended it. 2: an option is"
          + " bad. 3: the fleet or the frontend was lost, or did not start. A report is written in"
          + " any case but 2."
    })
public final class ValidateCommand implements Callable<ExitCode> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private final CommonOptions common = new CommonOptions();

  @Mixin private final FleetOptions fleetOptions = new FleetOptions();

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "8",
      description = "Largest size of the fleet: 1, 2, 4 and so on up to it.")
  private int max;

  @Option(
      names = "--steps",
      paramLabel = "N",
      split = ",",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Other sizes than doublings, ascending, such as 1,2,3,5,8; instead of --max.")
  private @Nullable List<Integer> steps;

  @Option(
      names = "--factor",
      paramLabel = "F",
      defaultValue = "1.9",
      description = "Least growth of throughput with each doubling, above 1, at most 2.")
  private double factor;

  @Option(
      names = "--samples",
      paramLabel = "N",
      defaultValue = "20",
      description = "Measure each size for N times the workload's time, but not under a second.")
  private int samples;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "How often each size is visited; one alone has no interval.")
  private int rounds;

  @Option(
      names = "--max-rounds",
      paramLabel = "N",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "How often at most, while it is close. Default: twice --rounds.")
  private @Nullable Integer maxRounds;

  @Option(
      names = "--ready-timeout",
      paramLabel = "TIME",
      defaultValue = "2m",
      description =
          "How long replicas may take to be ready, and earlier requests to be done, besides ten times"
              + " the workload's time.")
  private Duration readyTimeout = Duration.ZERO;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Write a report to this file in the end, .json, .html, .csv or .xml (JUnit); may be given"
              + " several times.")
  private List<Path> reports = new ArrayList<>();

  @Parameters(
      paramLabel = "WORKLOAD [ARG...]",
      arity = "0..*",
      hideParamSyntax = true,
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "What the backends of a local fleet run; after --, if it has options.")
  private List<String> workload = new ArrayList<>();

  @Override
  public ExitCode call() {
    ValidatePlan plan = plan();
    fleetOptions.check(workload);
    ReportFiles.check(reports);
    Interruption interruption = Interruption.ofThisThread();
    try (FleetSite site = fleetOptions.open(workload)) {
      plan.checkFor(site.fleet());
      Validation validation =
          new Validation(
              plan,
              site,
              GivenOptions.of(spec.commandLine().getParseResult()),
              System.err,
              new ProgressLine(System.err, common.verbose()));
      ValidationReport report = validation.run(interruption);
      PrintWriter out = spec.commandLine().getOut();
      out.print(ValidationText.of(report));
      out.flush();
      ReportFiles.write(reports, (form, file) -> ValidationForms.write(report, form, file));
      if (validation.failure() != null) {
        throw validation.failure();
      }
      return report.passed() ? ExitCode.OK : ExitCode.FAILED;
    } catch (CancellationException e) {
      throw new CommandException(ExitCode.FAILED, "interrupted before anything was measured", e);
    }
  }

  private ValidatePlan plan() {
    int most = maxRounds != null ? maxRounds : Math.min(2 * rounds, ValidatePlan.MAX_ROUNDS);
    return new ValidatePlan(
        ValidatePlan.sizes(steps, max), factor, samples, rounds, most, readyTimeout);
  }
}
