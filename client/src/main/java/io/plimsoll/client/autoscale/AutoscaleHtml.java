package io.plimsoll.client.autoscale;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.HtmlCounts;
import io.plimsoll.client.report.TestReportForms;
import io.plimsoll.replay.report.HtmlPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run of an autoscaler as one page: what it did, and below it the scenario's own report. */
final class AutoscaleHtml {

  /** Longer tables are for programs, which have JSON and CSV. */
  static final int MAX_ROWS = 500;

  private final AutoscaleReport report;
  private final HtmlPage html;

  private AutoscaleHtml(AutoscaleReport report) {
    this.report = report;
    this.html =
        new HtmlPage(
            report.title(),
            HtmlPage.resource(AutoscaleHtml.class, "autoscale-report.js")
                + TestReportForms.script());
  }

  static String write(AutoscaleReport report) {
    return new AutoscaleHtml(report).write();
  }

  private String write() {
    html.append("<section class=\"report\">\n<h2>The autoscaler</h2>\n");
    if (!report.error().isEmpty()) {
      html.append("<div class=\"verdict bad\"><strong>Broken off.</strong><ul><li>")
          .append(Text.html(report.error()))
          .append("</li></ul></div>\n");
    }
    told();
    figures();
    if (!report.fleetCourse().isEmpty()) {
      html.append("<h3>Over time</h3>\n");
      html.charts(AutoscaleChart.of(report));
      syncs();
    }
    html.append("</section>\n<section class=\"report\">\n<h2>The scenario</h2>\n</section>\n");
    TestReportForms.append(report.test(), html);
    return html.finish();
  }

  private void told() {
    AutoscaleReport.Told told = report.autoscaler();
    html.append("<p>")
        .append(
            Text.html(
                String.format(
                    Locale.ROOT,
                    "%s, made for %s: %d to %d replicas of %s; slots of each: %d; a decision every"
                        + " %s s; replicas start after %s s.",
                    told.name(),
                    told.target(),
                    told.minReplicas(),
                    told.maxReplicas(),
                    report.fleet(),
                    report.slots(),
                    AutoscaleText.number(report.syncPeriodSeconds()),
                    AutoscaleText.number(report.startDelaySeconds()))))
        .append("</p>\n<ol>\n");
    for (AutoscaleReport.ToldMetric metric : told.metrics()) {
      html.append("<li>")
          .append(Text.html(metric.shown() + ", " + metric.targetText()))
          .append("</li>\n");
    }
    html.append("</ol>\n");
  }

  private void figures() {
    html.append("<dl class=\"figures\">\n");
    FleetUse use = report.use();
    if (use != null) {
      html.figure("Replicas", use.least() + " to " + use.most());
      html.figure("Replicas, mean", AutoscaleText.number(use.mean()));
      html.figure("Replica seconds", HtmlPage.number(Math.round(use.replicaSeconds())));
      html.figure("Scaled up", HtmlPage.number(use.scaledUp()));
      html.figure("Scaled down", HtmlPage.number(use.scaledDown()));
    }
    Timing wait = report.test().whole().waitSeconds();
    if (wait.count() > 0) {
      html.figure("Wait, p50", HtmlCounts.time(wait.p50()));
      html.figure("Wait, p99", HtmlCounts.time(wait.p99()));
      html.figure("Wait, max", HtmlCounts.time(wait.max()));
    }
    html.append("</dl>\n");
  }

  private void syncs() {
    html.append("<h3>Decisions</h3>\n");
    List<AutoscaleReport.ToldMetric> metrics = report.autoscaler().metrics();
    List<String> headings = new ArrayList<>(List.of("Second", "!replicas", "!ready"));
    for (int i = 0; i < metrics.size(); i++) {
      headings.add(metrics.size() == 1 ? "!metric" : "!metric " + (i + 1));
    }
    headings.addAll(List.of("!recommended", "!stabilized", "!desired", "why"));
    html.table(headings.toArray(String[]::new));
    report.syncs().stream().limit(MAX_ROWS).forEach(this::row);
    html.endTable();
    if (report.syncs().size() > MAX_ROWS) {
      html.append("<p class=\"note\">The first ")
          .append(MAX_ROWS)
          .append(" of ")
          .append(report.syncs().size())
          .append("; all are in the report as JSON or CSV.</p>\n");
    }
  }

  private void row(Sync sync) {
    html.row(AutoscaleText.number(sync.seconds()));
    html.numberCell(Integer.toString(sync.replicas()));
    html.numberCell(Integer.toString(sync.ready()));
    for (Sync.Seen seen : sync.metrics()) {
      Double value = seen.value();
      html.numberCell(value == null ? "missing" : AutoscaleText.number(value));
    }
    html.numberCell(Integer.toString(sync.recommended()));
    html.numberCell(Integer.toString(sync.stabilized()));
    html.numberCell(Integer.toString(sync.desired()));
    html.append("<td class=\"text\">").append(Text.html(sync.why())).append("</td>");
    html.endRow();
  }
}
