package io.plimsoll.replay.report;

import static io.plimsoll.replay.report.ReplayText.time;

import io.plimsoll.cli.Text;
import io.plimsoll.stats.LatencyStats;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
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

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  /**
   * A report with a heading of its own.
   *
   * @param heading empty: none, for a page with one section
   */
  public record Section(String heading, ReplayReport report) {}

  private final StringBuilder html = new StringBuilder(1 << 17);

  private HtmlReport() {}

  /** The file's content. */
  public static String write(String title, List<Section> sections) {
    HtmlReport page = new HtmlReport();
    page.head(title);
    for (Section section : sections) {
      page.section(section.heading(), section.report());
    }
    page.scripts();
    return page.html.toString();
  }

  private void head(String title) {
    String policy =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src"
            + hash(resource(UPLOT + "dist/uPlot.iife.min.js"))
            + hash(resource("report.js"));
    html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(policy)
        .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(Text.html(title))
        .append("</title>\n<style>\n")
        .append(resource(UPLOT + "dist/uPlot.min.css"))
        .append(resource("report.css"))
        .append("</style>\n</head>\n<body>\n<main>\n<h1>")
        .append(Text.html(title))
        .append("</h1>\n");
  }

  private void section(String heading, ReplayReport report) {
    html.append("<section class=\"report\">\n");
    if (!heading.isEmpty()) {
      html.append("<h2>").append(Text.html(heading)).append("</h2>\n");
    }
    verdict(report.verdict());
    figures(report);
    list("Warnings", report.warnings());
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
    figure("Requests", number(stats.total()));
    figure("Succeeded", number(stats.succeeded));
    figure("Failed", number(stats.failed));
    figure("Cancelled", number(stats.cancelled));
    figure("Not started", number(stats.notStarted));
    figure("Duration", GoDuration.format(report.durationNanos() / 1_000_000 * 1_000_000));
    figure(
        "Rate",
        seconds > 0 ? String.format(Locale.ROOT, "%.1f/s", stats.started() / seconds) : "0/s");
    figure("Received", ReplayText.bytes(stats.receivedBytes));
    figure("On time", percent(report.verdict().onTimeShare()));
    figure("Runners", number(report.runners().size()));
    html.append("</dl>\n");
  }

  private void figure(String name, String value) {
    html.append("<div><dt>")
        .append(name)
        .append("</dt><dd>")
        .append(Text.html(value))
        .append("</dd></div>\n");
  }

  private void list(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      html.append("<h3>").append(heading).append("</h3>\n<ul>\n");
      texts.forEach(t -> html.append("<li>").append(Text.html(t)).append("</li>\n"));
      html.append("</ul>\n");
    }
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
    html.append("<h3>Over time</h3>\n<div class=\"charts\"><script type=\"application/json\">")
        .append(data.toString().replace("<", "\\u003c"))
        .append("</script><noscript>The charts need JavaScript.</noscript></div>\n");
  }

  private void latencies(ReplayStats stats) {
    html.append("<h3>Times</h3>\n");
    if (stats.latenciesMissing() > 0) {
      html.append("<p class=\"note\">Of ")
          .append(number(stats.latenciesMissing()))
          .append(" requests the latencies are missing: their report had been cut to fit.</p>\n");
    }
    table("", "!min", "!p50", "!p90", "!p95", "!p99", "!max");
    times("Latency, from sending", stats.latency);
    times("Latency, from due", stats.latencyFromDue);
    times("Until failure", stats.failedLatency);
    times("Late in all", stats.lateness.total);
    times("Held by order", stats.lateness.heldByOrder);
    times("Held by requests in flight", stats.lateness.heldByClients);
    times("Late by the generator", stats.lateness.generatorLate);
    endTable();
  }

  private void times(String name, LatencyStats stats) {
    if (stats.count() > 0) {
      html.append("<tr><th scope=\"row\">").append(name).append("</th>");
      number(time(stats.minNanos()));
      for (double percent : new double[] {50, 90, 95, 99, 100}) {
        number(time(stats.percentileNanos(percent)));
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
    table("URL", "!succeeded", "!failed", "!cancelled", "!received", "!p50", "!p99", "!max");
    urls.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, UrlStats> e) -> e.getValue().started())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(URLS_SHOWN)
        .forEach(e -> url(e.getKey(), e.getValue()));
    endTable();
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
    number(number(url.succeeded));
    number(number(url.failed));
    number(number(url.cancelled));
    number(ReplayText.bytes(url.receivedBytes));
    boolean known = url.latency.count() > 0;
    number(known ? time(url.latency.percentileNanos(50)) : "");
    number(known ? time(url.latency.percentileNanos(99)) : "");
    number(known ? time(url.latency.maxNanos()) : "");
    html.append("</tr>\n");
  }

  private void errors(ReplayStats stats) {
    List<Map.Entry<String, Long>> errors = ReplayText.topErrors(stats, ERRORS_SHOWN);
    if (errors.isEmpty()) {
      return;
    }
    html.append("<h3>Errors</h3>\n");
    table("Cause", "!requests");
    for (Map.Entry<String, Long> error : errors) {
      html.append("<tr><th scope=\"row\" class=\"url\">")
          .append(Text.html(error.getKey()))
          .append("</th>");
      number(number(error.getValue()));
      html.append("</tr>\n");
    }
    endTable();
  }

  private void runners(List<RunnerSummary> runners) {
    if (runners.size() < 2 && runners.stream().allMatch(r -> r.error().isEmpty())) {
      return;
    }
    html.append("<h3>Runners</h3>\n");
    table("Runner", "pod", "node", "!requests", "!failed", "!cancelled", "!on time", "verdict");
    for (RunnerSummary runner : runners.subList(0, Math.min(RUNNERS_SHOWN, runners.size()))) {
      Verdict verdict = runner.verdict();
      html.append("<tr><th scope=\"row\">").append(runner.index()).append("</th>");
      text(runner.pod());
      text(runner.node());
      number(number(verdict.total()));
      number(number(runner.failed()));
      number(number(runner.cancelled()));
      number(percent(verdict.onTimeShare()));
      text(runner.error().isEmpty() ? verdict.word() : "failed: " + runner.error());
      html.append("</tr>\n");
    }
    endTable();
  }

  /** Begins a table; a heading with {@code !} is that of a column of numbers. */
  private void table(String... headings) {
    html.append("<div class=\"table\" tabindex=\"0\"><table>\n<thead><tr>");
    for (String heading : headings) {
      boolean number = heading.startsWith("!");
      html.append(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
          .append(number ? heading.substring(1) : heading)
          .append("</th>");
    }
    html.append("</tr></thead>\n<tbody>\n");
  }

  private void endTable() {
    html.append("</tbody></table></div>\n");
  }

  private void number(String value) {
    html.append("<td class=\"number\">").append(value).append("</td>");
  }

  private void text(String value) {
    html.append("<td>").append(Text.html(value)).append("</td>");
  }

  private void scripts() {
    html.append("<footer>Charts by uPlot, under the MIT licence.</footer>\n</main>\n<!--\n")
        .append(resource(UPLOT + "LICENSE"))
        .append("-->\n<script>")
        .append(resource(UPLOT + "dist/uPlot.iife.min.js"))
        .append("</script>\n<script>")
        .append(resource("report.js"))
        .append("</script>\n</body>\n</html>\n");
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace(',', '\u202f');
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", Math.floor(share * 1000) / 10);
  }

  private static String hash(String script) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
