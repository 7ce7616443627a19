package io.plimsoll.client.control;

import io.plimsoll.client.report.ReportForm;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.TestReportForms;
import io.plimsoll.http.HttpCall;
import io.plimsoll.http.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of {@code /report}. */
enum ReportType {
  HTML(HttpReply.HTML, ReportForm.HTML, "html"),
  JSON(HttpReply.JSON, ReportForm.JSON, "json"),
  CSV("text/csv; charset=utf-8; header=present", ReportForm.CSV, "csv"),
  XML("application/xml", ReportForm.XML, "xml"),
  PLAIN(HttpReply.PLAIN, null, "txt");

  /** What {@code type} must be, for error texts. */
  static final String RULE = "html, json, csv, xml or plain";

  private final String contentType;
  private final @Nullable ReportForm form;
  private final String fileSuffix;

  ReportType(String contentType, @Nullable ReportForm form, String fileSuffix) {
    this.contentType = contentType;
    this.form = form;
    this.fileSuffix = fileSuffix;
  }

  /** The form that is asked for, HTML if none is, whoever asks; null if it is unknown. */
  static @Nullable ReportType of(HttpCall call) {
    String type = call.parameter("type");
    if (type == null) {
      return HTML;
    }
    return switch (type) {
      case "html" -> HTML;
      case "json" -> JSON;
      case "csv" -> CSV;
      case "xml" -> XML;
      case "plain" -> PLAIN;
      default -> null;
    };
  }

  /**
   * A report as a file.
   *
   * @param name of what is driven, for the file's name
   */
  HttpReply reply(TestReport report, String name) {
    String file = "plimsoll-" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "." + fileSuffix;
    return new HttpReply(
        200,
        contentType,
        bytes(report),
        Map.of("Content-Disposition", "attachment; filename=\"" + file + "\""));
  }

  private byte[] bytes(TestReport report) {
    if (form == null) {
      return ReportText.of(report).getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      TestReportForms.write(report, form, out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array in memory takes all bytes", e);
    }
    return out.toByteArray();
  }
}
