package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.ReplayText.time;

import io.plimsoll.cli.Text;
import io.plimsoll.stats.LatencyStats;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reports as one HTML file that needs nothing else: styles, scripts and data are in it, and its
 * content policy allows no other host. Everything from outside is text.
 */
public final class HtmlReport {

  /** A page of more rows is slow to show; all of them are in the JSON. */
  private static final int URLS_SHOWN = 500;

  private static final int ERRORS_SHOWN = 100;
  private static final int RUNNERS_SHOWN = 1_024;

  /**
   * A report with a heading of its own.
   *
   * @param heading empty: none, for a page with one section
   */
  public record Section(String heading, ReplayReport report) {}

  private final HtmlPage html;

  private HtmlReport(HtmlPage html) {
    this.html = html;
  }

  /** The file's content. */
  public static String write(String title, List<Section> sections) {
    HtmlReport page =
        new HtmlReport(new HtmlPage(title, HtmlPage.resource(HtmlReport.class, "report.js")));
    for (Section section : sections) {
      page.section(section.heading(), section.report());
    }
    return page.html.finish();
  }

  private void section(String heading, ReplayReport report) {
    html.append("<section class=\"report\">\n");
    if (!heading.isEmpty()) {
      html.append("<h2>").append(Text.html(heading)).append("</h2>\n");
    }
    verdict(report.verdict());
    figures(report);
    html.list("Warnings", report.warnings());
    charts(report.stats());
    latencies(report.stats());
    urls(report.stats());
    errors(report.stats());
    runners(report.runners());
    html.append("</section>\n");
  }

  private void verdict(Verdict verdict) {
    String style = verdict.faithful() ? "good" : verdict.invalid() ? "bad" : "doubtful";
    html.append("<div class=\"verdict ").append(style).append("\"><strong>");
    html.append(
        switch (style) {
          case "good" -> "Faithful: the requests were sent as the profile says.";
          case "bad" -> "Invalid: the load generator was too slow.";
          default -> "Not faithful: the requests were not sent as the profile says.";
        });
    html.append("</strong>");
    if (!verdict.reasons().isEmpty()) {
      html.append("<ul>");
      verdict.reasons().forEach(r -> html.append("<li>").append(Text.html(r)).append("</li>"));
      html.append("</ul>");
    }
    html.append("</div>\n");
  }

  private void figures(ReplayReport report) {
    ReplayStats stats = report.stats();
    double seconds = ReportJson.seconds(report.durationNanos());
    html.append("<dl class=\"figures\">\n");
    html.figure("Requests", number(stats.total()));
    html.figure("Succeeded", number(stats.succeeded));
    html.figure("Failed", number(stats.failed));
    html.figure("Cancelled", number(stats.cancelled));
    html.figure("Not started", number(stats.notStarted));
    html.figure("Duration", GoDuration.format(report.durationNanos() / 1_000_000 * 1_000_000));
    html.figure(
        "Rate",
        seconds > 0 ? String.format(Locale.ROOT, "%.1f/s", stats.started() / seconds) : "0/s");
    html.figure("Received", ReplayText.bytes(stats.receivedBytes));
    html.figure("On time", percent(report.verdict().onTimeShare()));
    html.figure("Runners", number(report.runners().size()));
    html.append("</dl>\n");
  }

  private void charts(ReplayStats stats) {
    if (stats.series.buckets().isEmpty()) {
      return;
    }
    ObjectNode data = ReportJson.object();
    data.put("width", stats.series.bucketSeconds());
    ArrayNode asked = data.putArray("asked");
    ArrayNode started = data.putArray("started");
    ArrayNode failed = data.putArray("failed");
    ArrayNode p50 = data.putArray("p50");
    ArrayNode p99 = data.putArray("p99");
    for (TimeSeries.Bucket bucket : stats.series.buckets()) {
      asked.add(bucket.asked);
      started.add(bucket.started);
      failed.add(bucket.failed);
      LatencyStats latency = bucket.latency;
      p50.add(latency.count() == 0 ? -1 : ReportJson.seconds(latency.percentileNanos(50)));
      p99.add(latency.count() == 0 ? -1 : ReportJson.seconds(latency.percentileNanos(99)));
    }
    html.append("<h3>Over time</h3>\n").charts(data);
  }

  private void latencies(ReplayStats stats) {
    html.append("<h3>Times</h3>\n");
    if (stats.latenciesMissing() > 0) {
      html.append("<p class=\"note\">Of ")
          .append(number(stats.latenciesMissing()))
          .append(" requests the latencies are missing: their report had been cut to fit.</p>\n");
    }
    html.table("", "!min", "!p50", "!p90", "!p95", "!p99", "!max");
    times("Latency, from sending", stats.latency);
    times("Latency, from due", stats.latencyFromDue);
    times("Until failure", stats.failedLatency);
    times("Late in all", stats.lateness.total);
    times("Held by order", stats.lateness.heldByOrder);
    times("Held by requests in flight", stats.lateness.heldByClients);
    times("Late by the generator", stats.lateness.generatorLate);
    html.endTable();
  }

  private void times(String name, LatencyStats stats) {
    if (stats.count() > 0) {
      html.append("<tr><th scope=\"row\">").append(name).append("</th>");
      html.numberCell(time(stats.minNanos()));
      for (double percent : new double[] {50, 90, 95, 99, 100}) {
        html.numberCell(time(stats.percentileNanos(percent)));
      }
      html.append("</tr>\n");
    }
  }

  private void urls(ReplayStats stats) {
    Map<String, UrlStats> urls = stats.urls.all();
    if (urls.isEmpty()) {
      return;
    }
    html.append("<h3>By URL</h3>\n");
    html.table("URL", "!succeeded", "!failed", "!cancelled", "!received", "!p50", "!p99", "!max");
    urls.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, UrlStats> e) -> e.getValue().started())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(URLS_SHOWN)
        .forEach(e -> url(e.getKey(), e.getValue()));
    html.endTable();
    if (urls.size() > URLS_SHOWN) {
      html.append("<p class=\"note\">The ")
          .append(URLS_SHOWN)
          .append(" most used of ")
          .append(urls.size())
          .append("; the report in JSON has them all.</p>\n");
    }
  }

  private void url(String key, UrlStats url) {
    html.append("<tr><th scope=\"row\" class=\"url\">").append(Text.html(key)).append("</th>");
    html.numberCell(number(url.succeeded));
    html.numberCell(number(url.failed));
    html.numberCell(number(url.cancelled));
    html.numberCell(ReplayText.bytes(url.receivedBytes));
    boolean known = url.latency.count() > 0;
    html.numberCell(known ? time(url.latency.percentileNanos(50)) : "");
    html.numberCell(known ? time(url.latency.percentileNanos(99)) : "");
    html.numberCell(known ? time(url.latency.maxNanos()) : "");
    html.append("</tr>\n");
  }

  private void errors(ReplayStats stats) {
    List<Map.Entry<String, Long>> errors = ReplayText.topErrors(stats, ERRORS_SHOWN);
    if (errors.isEmpty()) {
      return;
    }
    html.append("<h3>Errors</h3>\n");
    html.table("Cause", "!requests");
    for (Map.Entry<String, Long> error : errors) {
      html.append("<tr><th scope=\"row\" class=\"url\">")
          .append(Text.html(error.getKey()))
          .append("</th>");
      html.numberCell(number(error.getValue()));
      html.append("</tr>\n");
    }
    html.endTable();
  }

  private void runners(List<RunnerSummary> runners) {
    if (runners.size() < 2 && runners.stream().allMatch(r -> r.error().isEmpty())) {
      return;
    }
    html.append("<h3>Runners</h3>\n");
    html.table(
        "Runner", "pod", "node", "!requests", "!failed", "!cancelled", "!on time", "verdict");
    for (RunnerSummary runner : runners.subList(0, Math.min(RUNNERS_SHOWN, runners.size()))) {
      Verdict verdict = runner.verdict();
      html.append("<tr><th scope=\"row\">").append(runner.index()).append("</th>");
      html.cell(runner.pod());
      html.cell(runner.node());
      html.numberCell(number(verdict.total()));
      html.numberCell(number(runner.failed()));
      html.numberCell(number(runner.cancelled()));
      html.numberCell(percent(verdict.onTimeShare()));
      html.cell(runner.error().isEmpty() ? verdict.word() : "failed: " + runner.error());
      html.append("</tr>\n");
    }
    html.endTable();
  }

  private static String number(long value) {
    return HtmlPage.number(value);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
  }
}
