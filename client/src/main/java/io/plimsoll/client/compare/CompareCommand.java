package io.plimsoll.client.compare;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.TestReportForms;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report compare}: what changed, and whether that is more than chance. */
@Command(
    name = "compare",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Compares two tests: what changed from A to B, and whether it is more than chance. It can tell"
          + " whether two runs differ; whether that is due to what was changed between them, only"
          + " several runs of each can.",
      "Exit code 1: with --fail-on-regression, B is worse."
    })
final class CompareCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "A.json", description = "Report of the first test.")
  private Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B.json", description = "Report of the second test.")
  private Path b = Path.of("");

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Take figures for the same that differ by less: 0.05 is 5 %%. Below 1.")
  private double tolerance;

  @Option(names = "--fail-on-regression", description = "Exit with code 1 if a figure is worse.")
  private boolean failOnRegression;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Write the comparison to this file, .json or .html; may be given twice.")
  private List<Path> reports = List.of();

  @Override
  public ExitCode call() {
    if (!(tolerance >= 0 && tolerance < 1)) {
      throw CommandException.usage("--tolerance", tolerance, "0 or more, below 1");
    }
    ReportFiles.check(reports, ComparisonForms.FORMS);
    Comparison comparison;
    try {
      comparison = Comparison.of(TestReportForms.read(a), TestReportForms.read(b), tolerance);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "report: " + e.getMessage(), e);
    }
    System.out.print(ComparisonText.of(comparison));
    System.out.flush();
    ReportFiles.write(reports, (form, out) -> ComparisonForms.write(comparison, form, out));
    return failOnRegression && comparison.regressed() ? ExitCode.FAILED : ExitCode.OK;
  }
}
