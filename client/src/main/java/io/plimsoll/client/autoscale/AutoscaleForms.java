package io.plimsoll.client.autoscale;

import io.plimsoll.client.report.JsonReport;
import io.plimsoll.client.report.ReportForm;
import io.plimsoll.client.report.TestReportForms;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A run of an autoscaler in each form of file. Stateless. */
final class AutoscaleForms {

  private AutoscaleForms() {}

  /** Writes all of it, and does not close {@code out}. */
  static void write(AutoscaleReport report, ReportForm form, OutputStream out) throws IOException {
    switch (form) {
      case JSON -> out.write(utf8(JsonReport.write(report)));
      case HTML -> out.write(utf8(AutoscaleHtml.write(report)));
      case CSV -> out.write(utf8(AutoscaleCsv.write(report)));
      case XML -> TestReportForms.write(report.test(), form, out);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
