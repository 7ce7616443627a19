package io.plimsoll.client.report;

import java.io.IOException;
import java.io.OutputStream;

/** A test's report in each form. */
public final class TestReportForms {

  private TestReportForms() {}

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
}
