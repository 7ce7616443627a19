package io.plimsoll.client.report;

import io.plimsoll.cli.Text;
import io.plimsoll.client.course.Course;
import io.plimsoll.client.course.Courses;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.TestReport.Ending;
import io.plimsoll.replay.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A report as one page. */
final class HtmlTestReport {

  private final TestReport report;
  private final HtmlPage html;

  private HtmlTestReport(TestReport report, HtmlPage html) {
    this.report = report;
    this.html = html;
  }

  static void write(TestReport report, OutputStream out) throws IOException {
    HtmlPage html = new HtmlPage(report.title(), script());
    append(report, html);
    out.write(html.finish().getBytes(StandardCharsets.UTF_8));
  }

  /** What the page's script must have in it. */
  static String script() {
    return HtmlPage.resource(HtmlTestReport.class, "test-report.js");
  }

  /** Adds the report to a page. */
  static void append(TestReport report, HtmlPage html) {
    new HtmlTestReport(report, html).append();
  }

  private void append() {
    html.append("<section class=\"report\">\n");
    verdict();
    figures(report.whole(), report.seconds());
    thresholds();
    if (report.phases().size() > 1) {
      together();
      times(report.whole());
      html.append("</section>\n");
      for (PhaseReport phase : report.phases()) {
        html.append("<section class=\"report\">\n<h2>Phase ")
            .append(Text.html(phase.name()))
            .append("</h2>\n<p>From ")
            .append(Text.html(HtmlCounts.time(phase.startSeconds())))
            .append(": ")
            .append(Text.html(load(phase.load())))
            .append("</p>\n");
        figures(phase.period(), phase.period().seconds());
        charts(phase.course(), List.of());
        details(phase.period());
        html.append("</section>\n");
      }
      html.append("<section class=\"report\">\n");
    } else {
      for (PhaseReport phase : report.phases()) {
        html.append("<p>").append(Text.html(load(phase.load()))).append("</p>\n");
        charts(phase.course(), List.of());
        details(phase.period());
      }
    }
    HtmlSettings.write(html, report.options(), report.environments());
    html.append("</section>\n");
  }

  private void verdict() {
    long failed = report.thresholds().stream().filter(each -> !each.held()).count();
    String style =
        report.ending() == Ending.BROKEN || failed > 0
            ? "bad"
            : report.ending() == Ending.FINISHED ? "good" : "doubtful";
    html.append("<div class=\"verdict ").append(style).append("\"><strong>");
    html.append(
        switch (report.ending()) {
          case FINISHED -> "Finished";
          case INTERRUPTED -> "Interrupted";
          case BROKEN -> "Broken off";
          case RUNNING -> "Still running: this is the test so far";
        });
    if (!report.thresholds().isEmpty()) {
      html.append("; ")
          .append(report.thresholds().size() - failed)
          .append(" of ")
          .append(report.thresholds().size())
          .append(" thresholds held");
    }
    html.append(".</strong>");
    if (!report.error().isEmpty()) {
      html.append("<ul><li>").append(Text.html(report.error())).append("</li></ul>");
    }
    html.append("</div>\n<p class=\"note\">Started at ")
        .append(Text.html(report.startedAt()))
        .append("</p>\n");
  }

  private void figures(Period period, double seconds) {
    html.append("<dl class=\"figures\">\n");
    html.figure("Succeeded", HtmlPage.number(period.succeeded()));
    html.figure("Failed", HtmlPage.number(period.failed()));
    html.figure("Throughput", String.format(Locale.ROOT, "%.1f/s", period.requestsPerSecond()));
    html.figure("Took", HtmlCounts.time(seconds));
    if (period.totalSeconds().count() > 0) {
      html.figure("Wait, p99", HtmlCounts.time(period.waitSeconds().p99()));
      html.figure("Run, p99", HtmlCounts.time(period.runSeconds().p99()));
      html.figure("Total, p99", HtmlCounts.time(period.totalSeconds().p99()));
    }
    html.append("</dl>\n");
    if (period.seconds() < seconds * 0.999) {
      html.append("<p class=\"note\">The figures are those of ")
          .append(Text.html(HtmlCounts.time(period.seconds())))
          .append(
              ": what came before the last reset, the warm-up for instance, is left out.</p>\n");
    }
  }

  private void thresholds() {
    if (report.thresholds().isEmpty()) {
      return;
    }
    html.append("<h3>Thresholds</h3>\n");
    html.table("Threshold", "phase", "!value", "verdict");
    for (ThresholdResult each : report.thresholds()) {
      html.row(each.threshold());
      html.cell(each.phase().isEmpty() ? "whole" : each.phase());
      html.numberCell(each.shown());
      html.append(each.held() ? "<td class=\"better\">held" : "<td class=\"worse\">failed");
      html.append("</td>");
      html.endRow();
    }
    html.endTable();
  }

  /** All phases in one course, with where each begins. */
  private void together() {
    Course all;
    try {
      all =
          Courses.merge(
              report.phases().stream()
                  .map(phase -> new Courses.Part(phase.startSeconds(), phase.course()))
                  .toList());
    } catch (IllegalArgumentException e) {
      html.append("<p class=\"note\">No charts of the whole: histograms are missing.</p>\n");
      return;
    }
    charts(
        new Course(all.samples(), List.of()),
        report.phases().stream()
            .map(phase -> new ChartData.Mark(phase.startSeconds(), phase.name()))
            .toList());
  }

  private void charts(Course course, List<ChartData.Mark> marks) {
    if (!course.samples().isEmpty()) {
      html.append("<h3>Over time</h3>\n");
      html.charts(ChartData.of(course, marks));
    }
  }

  private void details(Period period) {
    times(period);
    if (period.failed() > 0) {
      html.append("<h3>Errors</h3>\n");
      HtmlCounts.table(html, "Error", period.errors());
    }
    HtmlCounts.nodes(html, period.nodes());
  }

  private void times(Period period) {
    html.append("<h3>Times</h3>\n");
    html.table("", "!count", "!min", "!mean", "!p50", "!p90", "!p95", "!p99", "!p99.9", "!max");
    row("Wait", period.waitSeconds());
    row("Run", period.runSeconds());
    row("Overhead", period.overheadSeconds());
    row("Total", period.totalSeconds());
    row("Lag of starts", period.lagSeconds());
    html.endTable();
  }

  private void row(String name, Timing timing) {
    html.row(name);
    html.numberCell(HtmlPage.number(timing.count()));
    for (double value :
        new double[] {
          timing.min(),
          timing.mean(),
          timing.p50(),
          timing.p90(),
          timing.p95(),
          timing.p99(),
          timing.p999(),
          timing.max()
        }) {
      html.numberCell(timing.count() == 0 ? "" : HtmlCounts.time(value));
    }
    html.endRow();
  }

  private static String load(LoadState load) {
    return load.model() == Model.OPEN
        ? String.format(
            Locale.ROOT,
            "queue %s, %s starts per second, at most %d outstanding",
            load.queue(),
            load.ratePerSecond(),
            load.maxParallelism())
        : String.format(
            Locale.ROOT, "queue %s, %d requests in parallel", load.queue(), load.parallelism());
  }
}
