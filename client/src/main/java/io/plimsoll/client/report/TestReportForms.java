package io.plimsoll.client.report;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A test's report in each form. */
public final class TestReportForms {

  private TestReportForms() {}

  /**
   * Reads a report that was written as JSON. The file may come from anywhere: what it takes in
   * memory is bounded. Fields that are not known are ignored.
   *
   * @throws CommandException exit code 2 for a file that cannot be read or holds no report, naming
   *     what is wrong in it
   */
  public static TestReport read(Path file) {
    try {
      return TestReportJson.read(() -> Files.newInputStream(file));
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, file + ": cannot be read: " + e.getClass().getSimpleName(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, file + ": " + e.getMessage(), e);
    }
  }

  /** Writes all of it, and does not close {@code out}. */
  public static void write(TestReport report, ReportForm form, OutputStream out)
      throws IOException {
    switch (form) {
      case JSON -> TestReportJson.write(report, out);
      case HTML -> HtmlTestReport.write(report, out);
      case CSV -> CsvReport.write(report, out);
      case XML -> JunitReport.write(report, out);
    }
  }

  /** What the script of a page must have in it that {@link #append} adds a report to. */
  public static String script() {
    return HtmlTestReport.script();
  }

  /** Adds a report to a page of something larger, as sections. */
  public static void append(TestReport report, HtmlPage html) {
    HtmlTestReport.append(report, html);
  }
}
