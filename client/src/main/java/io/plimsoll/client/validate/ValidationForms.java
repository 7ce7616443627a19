package io.plimsoll.client.validate;

import io.plimsoll.client.report.JsonReport;
import io.plimsoll.client.report.JunitXml;
import io.plimsoll.client.report.ReportForm;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A validation's report in each form of file. Stateless. */
final class ValidationForms {

  private ValidationForms() {}

  /** Writes all of it, and does not close {@code out}. */
  static void write(ValidationReport report, ReportForm form, OutputStream out) throws IOException {
    switch (form) {
      case JSON -> out.write(utf8(JsonReport.write(report)));
      case HTML -> out.write(utf8(ValidationHtml.write(report)));
      case CSV -> out.write(utf8(ValidationCsv.write(report)));
      case XML -> JunitXml.write(ValidationJunit.suites(report), out);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
