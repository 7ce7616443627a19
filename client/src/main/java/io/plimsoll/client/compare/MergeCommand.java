package io.plimsoll.client.compare;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.control.ReportText;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReportForms;
import io.plimsoll.client.report.TestReports;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report merge}: one report of several clients. */
@Command(
    name = "merge",
    showDefaultValues = true,
    sortOptions = false,
    description =
        "Makes one report of the reports of several clients that tested the same together, as one"
            + " client would have written it that had done all of it.")
final class MergeCommand implements Callable<ExitCode> {

  /** As many clients as one machine could read the reports of. */
  private static final int MOST_REPORTS = 1_000;

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "A.json",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "The clients' reports.")
  private List<Path> files = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Write the report to this file, .json, .html, .csv or .xml; may be given several times.")
  private List<Path> reports = List.of();

  @Override
  public ExitCode call() {
    if (files.size() > MOST_REPORTS) {
      throw CommandException.usage("A.json", files.size() + " files", "at most " + MOST_REPORTS);
    }
    ReportFiles.check(reports);
    TestReport merged;
    try {
      merged = TestReports.merge(files.stream().map(TestReportForms::read).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "report: " + e.getMessage(), e);
    }
    System.out.print(ReportText.of(merged));
    System.out.flush();
    ReportFiles.write(reports, merged);
    return ExitCode.OK;
  }
}
