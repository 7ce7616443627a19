package io.plimsoll.client.report;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.replay.report.HtmlPage;
import java.util.List;
import java.util.Locale;

/** Counts by text as tables with bars. Stateless. */
public final class HtmlCounts {

  private HtmlCounts() {}

  /** How often each text was seen. */
  public static void table(HtmlPage html, String what, Counts counts) {
    long most = counts.top().stream().mapToLong(Count::count).max().orElse(1);
    html.table(what, "!count", "");
    for (Count count : counts.top()) {
      row(html, count.name(), count.count(), most);
    }
    if (counts.other() > 0) {
      row(html, "(other)", counts.other(), Math.max(most, counts.other()));
    }
    html.endTable();
  }

  private static void row(HtmlPage html, String name, long count, long most) {
    html.row(name);
    html.numberCell(HtmlPage.number(count));
    html.append("<td>");
    bar(html, count, 0, most);
    html.append("</td>");
    html.endRow();
  }

  /** Each node, then the devices and pods of all of them. */
  static void nodes(HtmlPage html, List<NodePeriod> nodes) {
    if (nodes.isEmpty()) {
      return;
    }
    long most = nodes.stream().mapToLong(NodePeriod::replies).max().orElse(1);
    html.append("<h3>Nodes</h3>\n");
    html.table("Node", "!replies", "!failed", "", "!run, p50", "!run, p99", "!run, max");
    for (NodePeriod node : nodes) {
      boolean measured = node.runSeconds().count() > 0;
      html.row(node.node());
      html.numberCell(HtmlPage.number(node.replies()));
      html.numberCell(HtmlPage.number(node.failures()));
      html.append("<td>");
      bar(html, node.replies(), node.failures(), most);
      html.append("</td>");
      html.numberCell(measured ? time(node.runSeconds().p50()) : "");
      html.numberCell(measured ? time(node.runSeconds().p99()) : "");
      html.numberCell(measured ? time(node.runSeconds().max()) : "");
      html.endRow();
    }
    html.endTable();
    ofNodes(html, "Device", nodes, nodes.stream().map(NodePeriod::devices).toList());
    ofNodes(html, "Pod", nodes, nodes.stream().map(NodePeriod::pods).toList());
  }

  private static void ofNodes(
      HtmlPage html, String what, List<NodePeriod> nodes, List<Counts> counts) {
    if (counts.stream().allMatch(each -> each.top().isEmpty())) {
      return;
    }
    long most =
        counts.stream()
            .flatMap(each -> each.top().stream())
            .mapToLong(Count::count)
            .max()
            .orElse(1);
    html.append("<h3>").append(what).append("s</h3>\n");
    html.table(what, "node", "!replies", "");
    for (int i = 0; i < nodes.size(); i++) {
      for (Count count : counts.get(i).top()) {
        html.row(count.name());
        html.cell(nodes.get(i).node());
        html.numberCell(HtmlPage.number(count.count()));
        html.append("<td>");
        bar(html, count.count(), 0, most);
        html.append("</td>");
        html.endRow();
      }
    }
    html.endTable();
  }

  /** Whose figures stand beside it in numbers. */
  private static void bar(HtmlPage html, long count, long failed, long most) {
    double width = 100.0 * Math.min(count, most) / most;
    double bad = count == 0 ? 0 : width * Math.min(failed, count) / count;
    html.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\""
                + " aria-hidden=\"true\"><rect width=\"%.2f\" height=\"10\"/>"
                + "<rect class=\"failed\" x=\"%.2f\" width=\"%.2f\" height=\"10\"/></svg>",
            width - bad,
            width - bad,
            bad));
  }

  /** Three digits in the unit that fits. */
  public static String time(double seconds) {
    if (seconds >= 1) {
      return String.format(Locale.ROOT, seconds < 100 ? "%.3g s" : "%.0f s", seconds);
    }
    return seconds >= 1e-3
        ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.0f µs", seconds * 1e6);
  }
}
