package io.plimsoll.client.control;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.load.Timing;
import io.plimsoll.http.HttpReply;
import java.util.List;
import java.util.Locale;

/** The statistics as tables of a page. */
final class HtmlStatistics {

  private HtmlStatistics() {}

  /** Everything. */
  static HttpReply page(Snapshot snapshot) {
    Period period = snapshot.period();
    StringBuilder out = new StringBuilder(4096);
    out.append("<h1>Queue ").append(Html.text(snapshot.load().queue())).append("</h1>\n<p>");
    out.append(Html.text(PlainText.load(snapshot.load()))).append("</p>\n<p>");
    if (snapshot.load().warmingUp()) {
      out.append("Warming up: these are figures of the warm-up.</p>\n<p>");
    }
    format(
        out,
        "%d succeeded, %d failed, %d outstanding, in %.1f s</p>\n",
        period.succeeded(),
        period.failed(),
        snapshot.load().outstanding(),
        period.seconds());
    format(
        out,
        "<p>%.2f requests per second, %.2f in the last 10 s</p>\n",
        period.requestsPerSecond(),
        period.requestsPerSecondLast10s());
    timings(out, period);
    if (period.failed() > 0) {
      out.append("<h2>Errors</h2>\n");
      counts(out, "error", period.errors());
    }
    for (NodePeriod node : period.nodes()) {
      node(out, node);
    }
    if (!snapshot.load().refusedHttpRequests().isEmpty()) {
      out.append("<h2>Refused HTTP requests</h2>\n<table><tr><th>status<th>count</tr>\n");
      snapshot
          .load()
          .refusedHttpRequests()
          .forEach((status, count) -> format(out, "<tr><td>%d<td>%d</tr>\n", status, count));
      out.append("</table>\n");
    }
    return Html.page("Statistics of queue " + snapshot.load().queue(), out.toString());
  }

  /** Replies per node, by device or pod. */
  static HttpReply nodes(String title, String what, List<NodeCounts> nodes) {
    StringBuilder out = new StringBuilder();
    out.append("<h1>").append(Html.text(title)).append("</h1>\n");
    for (NodeCounts node : nodes) {
      format(out, "<h2>%s</h2>\n<p>%d replies</p>\n", Html.text(node.node()), node.replies());
      counts(out, what, node.counts());
    }
    if (nodes.isEmpty()) {
      out.append("<p>no replies yet</p>\n");
    }
    return Html.page(title, out.toString());
  }

  private static void timings(StringBuilder out, Period period) {
    out.append("<table><tr><th>seconds<th>min<th>mean<th>max");
    out.append("<th>p50<th>p90<th>p95<th>p99<th>p99.9</tr>\n");
    timing(out, "wait", period.waitSeconds());
    timing(out, "run", period.runSeconds());
    timing(out, "overhead", period.overheadSeconds());
    timing(out, "total", period.totalSeconds());
    timing(out, "lag", period.lagSeconds());
    out.append("</table>\n");
  }

  private static void timing(StringBuilder out, String name, Timing t) {
    format(
        out,
        "<tr><td>%s<td>%.6f<td>%.6f<td>%.6f<td>%.6f<td>%.6f<td>%.6f<td>%.6f<td>%.6f</tr>\n",
        name,
        t.min(),
        t.mean(),
        t.max(),
        t.p50(),
        t.p90(),
        t.p95(),
        t.p99(),
        t.p999());
  }

  private static void node(StringBuilder out, NodePeriod node) {
    format(out, "<h2>Node %s</h2>\n", Html.text(node.node()));
    format(
        out,
        "<p>%d replies, %d failures; run time mean %.6f, p50 %.6f, p99 %.6f, max %.6f s</p>\n",
        node.replies(),
        node.failures(),
        node.runSeconds().mean(),
        node.runSeconds().p50(),
        node.runSeconds().p99(),
        node.runSeconds().max());
    counts(out, "device", node.devices());
    counts(out, "pod", node.pods());
    counts(out, "error", node.errors());
  }

  private static void counts(StringBuilder out, String what, Counts counts) {
    if (counts.top().isEmpty()) {
      return;
    }
    format(out, "<table><tr><th>%s<th>count</tr>\n", what);
    for (Count count : counts.top()) {
      format(out, "<tr><td>%s<td>%d</tr>\n", Html.text(count.name()), count.count());
    }
    if (counts.other() > 0) {
      format(out, "<tr><td>(other)<td>%d</tr>\n", counts.other());
    }
    out.append("</table>\n");
  }

  private static void format(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }
}
