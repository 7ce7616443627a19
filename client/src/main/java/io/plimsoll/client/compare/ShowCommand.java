package io.plimsoll.client.compare;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.control.ReportText;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReportForms;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code report show}: a report on the terminal, or in another form. */
@Command(
    name = "show",
    showDefaultValues = true,
    sortOptions = false,
    description = "Shows a report, and writes it in other forms.")
final class ShowCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "A.json", description = "The report.")
  private Path file = Path.of("");

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Write the report to this file, .json, .html, .csv or .xml; may be given several times.")
  private List<Path> reports = List.of();

  @Override
  public ExitCode call() {
    ReportFiles.check(reports);
    TestReport report = TestReportForms.read(file);
    System.out.print(ReportText.of(report));
    System.out.flush();
    ReportFiles.write(reports, report);
    return ExitCode.OK;
  }
}
