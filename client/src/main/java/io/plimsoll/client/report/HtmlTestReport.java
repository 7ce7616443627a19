package io.plimsoll.client.report;

import io.plimsoll.cli.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A report as one page. */
final class HtmlTestReport {

  private HtmlTestReport() {}

  static void write(TestReport report, OutputStream out) throws IOException {
    String page = "<!DOCTYPE html>\n<title>" + Text.html(report.title()) + "</title>\n";
    out.write(page.getBytes(StandardCharsets.UTF_8));
  }
}
