package io.plimsoll.client.validate;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Counts;
import io.plimsoll.client.report.HtmlCounts;
import io.plimsoll.client.report.HtmlSettings;
import io.plimsoll.client.validate.Places.Place;
import io.plimsoll.replay.report.HtmlPage;
import java.util.ArrayList;
import java.util.List;

/** A report as one page. */
final class ValidationHtml {

  private final ValidationReport report;
  private final HtmlPage html;

  private ValidationHtml(ValidationReport report) {
    this.report = report;
    this.html =
        new HtmlPage(
            report.title(), HtmlPage.resource(ValidationHtml.class, "validation-report.js"));
  }

  static String write(ValidationReport report) {
    return new ValidationHtml(report).write();
  }

  private String write() {
    html.append("<section class=\"report\">\n<h2>Verdict</h2>\n");
    verdict();
    figures();
    if (!report.steps().isEmpty()) {
      html.append("<h3>Throughput</h3>\n");
      html.charts(ValidationChart.of(report));
      html.append("<h3>Steps</h3>\n");
      steps();
    }
    growths();
    law();
    places();
    errors();
    HtmlSettings.write(html, report.options(), List.of(report.environment()));
    html.append("</section>\n");
    return html.finish();
  }

  private void verdict() {
    List<String> against = Findings.against(report);
    boolean close = report.growths().stream().anyMatch(growth -> growth.outcome().close());
    String style = !report.passed() ? "bad" : close ? "doubtful" : "good";
    html.append("<div class=\"verdict ").append(style).append("\"><strong>");
    html.append(Text.html(Findings.verdict(report))).append(".</strong>");
    if (!against.isEmpty()) {
      html.append("<ul>");
      against.forEach(each -> html.append("<li>").append(Text.html(each)).append("</li>"));
      html.append("</ul>");
    }
    html.append("</div>\n<p class=\"note\">Started at ")
        .append(Text.html(report.startedAt()))
        .append("</p>\n");
  }

  private void figures() {
    html.append("<dl class=\"figures\">\n");
    html.figure("Wanted for each doubling", Digits.wanted(report.factor()) + " times");
    String knee = Findings.knee(report);
    if (!knee.isEmpty()) {
      html.figure("Knee", knee);
    }
    html.figure(
        "Succeeded", HtmlPage.number(report.steps().stream().mapToLong(Step::succeeded).sum()));
    html.figure("Failed", HtmlPage.number(report.steps().stream().mapToLong(Step::failed).sum()));
    html.figure("Took", HtmlCounts.time(report.seconds()));
    html.append("</dl>\n");
  }

  private void steps() {
    html.table(
        "Replicas",
        "!parallel",
        "!throughput/s",
        "!95 % interval",
        "!per replica",
        "!counted/s",
        "!run, mean",
        "!total, mean",
        "!succeeded",
        "!failed",
        "!rounds");
    for (Step step : report.steps()) {
      html.row(Integer.toString(step.size()));
      html.numberCell(HtmlPage.number(step.rounds().get(0).parallelism()));
      html.numberCell(Digits.of(step.throughputPerSecond().estimate()));
      html.numberCell(Digits.range(step.throughputPerSecond()));
      html.numberCell(Digits.of(step.throughputPerSecond().estimate() / step.size()));
      html.numberCell(Digits.of(Means.countedPerSecond(step)));
      html.numberCell(time(Means.runSeconds(step)));
      html.numberCell(time(Means.totalSeconds(step)));
      html.numberCell(HtmlPage.number(step.succeeded()));
      html.numberCell(HtmlPage.number(step.failed()));
      html.numberCell(HtmlPage.number(step.rounds().size()));
      html.endRow();
    }
    html.endTable();
    html.append(
        "<p class=\"note\">Throughput is parallelism / mean total time (Little's law). Counted are"
            + " the replies of the measured time.</p>\n");
  }

  private void growths() {
    if (report.growths().isEmpty()) {
      return;
    }
    html.append("<h3>Growth</h3>\n");
    html.table("Replicas", "!wanted", "!ratio", "!95 % interval", "verdict", "why");
    for (Growth growth : report.growths()) {
      html.row(Findings.sizes(growth));
      html.numberCell(Digits.wanted(growth.wanted()));
      html.numberCell(Digits.of(growth.ratio().estimate()));
      html.numberCell(Digits.range(growth.ratio()));
      html.append(growth.outcome().passed() ? "<td class=\"better\">" : "<td class=\"worse\">");
      html.append(Findings.outcome(growth)).append("</td>");
      html.cell(growth.reason());
      html.endRow();
    }
    html.endTable();
  }

  private void law() {
    UslFit usl = report.usl();
    if (usl != null) {
      html.list(
          "Universal Scalability Law",
          List.of(Findings.law(usl), Findings.peak(usl), Findings.fit(usl)));
    }
  }

  private void places() {
    List<Place> places = Places.of(report.steps());
    if (places.isEmpty()) {
      return;
    }
    html.append("<h3>Where requests ran</h3>\n");
    List<String> headings = new ArrayList<>(List.of("Node", "device"));
    report.steps().forEach(step -> headings.add("!replies with " + step.size()));
    headings.add("!failed");
    report.steps().forEach(step -> headings.add("!mean run with " + step.size()));
    html.table(headings.toArray(String[]::new));
    for (Place place : places) {
      html.row(place.node());
      html.cell(place.isNode() ? "all" : place.device());
      place.replies().forEach(count -> html.numberCell(HtmlPage.number(count)));
      html.numberCell(place.isNode() ? HtmlPage.number(place.failed()) : "");
      place.meanRunSeconds().forEach(mean -> html.numberCell(time(mean)));
      html.endRow();
    }
    html.endTable();
  }

  private void errors() {
    Counts errors = new Counts(Errors.of(report.steps()), 0);
    if (!errors.top().isEmpty()) {
      html.append("<h3>Errors</h3>\n");
      HtmlCounts.table(html, "Error", errors);
    }
  }

  private static String time(double seconds) {
    return Double.isFinite(seconds) ? HtmlCounts.time(seconds) : "";
  }
}
