package io.plimsoll.client.control;

import io.plimsoll.cli.Text;
import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.LoadState;
import io.plimsoll.client.load.Model;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Snapshot;
import io.plimsoll.client.load.Timing;
import java.util.List;
import java.util.Locale;

/** The statistics as lines of text, for people on a terminal. */
public final class PlainText {

  private PlainText() {}

  /** Everything. */
  public static String statistics(Snapshot snapshot) {
    StringBuilder out = new StringBuilder(2048);
    Period period = snapshot.period();
    line(out, "queue %s: %s", snapshot.load().queue(), load(snapshot.load()));
    if (snapshot.load().warmingUp()) {
      line(out, "warming up: these are figures of the warm-up");
    }
    line(
        out,
        "%d succeeded, %d failed, %d outstanding, in %.1f s",
        period.succeeded(),
        period.failed(),
        snapshot.load().outstanding(),
        period.seconds());
    line(
        out,
        "%.2f requests per second, %.2f in the last 10 s",
        period.requestsPerSecond(),
        period.requestsPerSecondLast10s());
    line(out, "");
    line(
        out,
        "%-9s %10s %10s %10s %10s %10s %10s %10s %10s",
        "seconds",
        "min",
        "mean",
        "max",
        "p50",
        "p90",
        "p95",
        "p99",
        "p99.9");
    timing(out, "wait", period.waitSeconds());
    timing(out, "run", period.runSeconds());
    timing(out, "overhead", period.overheadSeconds());
    timing(out, "total", period.totalSeconds());
    timing(out, "lag", period.lagSeconds());
    if (period.failed() > 0) {
      line(out, "");
      line(out, "errors");
      counts(out, "  ", period.errors());
    }
    for (NodePeriod node : period.nodes()) {
      node(out, node);
    }
    if (!snapshot.load().refusedHttpRequests().isEmpty()) {
      line(out, "");
      line(out, "refused HTTP requests");
      snapshot
          .load()
          .refusedHttpRequests()
          .forEach((status, count) -> line(out, "  %8d  status %d", count, status));
    }
    return out.toString();
  }

  /** What is driven, in one line. */
  static String load(LoadState load) {
    String paused = load.parallelism() == 0 ? ", paused" : "";
    return load.model() == Model.OPEN
        ? String.format(
            Locale.ROOT,
            "%s starts per second, at most %d outstanding%s",
            load.ratePerSecond(),
            load.maxParallelism(),
            paused)
        : String.format(
            Locale.ROOT,
            "%d in parallel, at most %d%s",
            load.parallelism(),
            load.maxParallelism(),
            paused);
  }

  /** Replies per node, by device or pod. */
  static String nodes(List<NodeCounts> nodes) {
    StringBuilder out = new StringBuilder();
    for (NodeCounts node : nodes) {
      line(out, "%s: %d replies", Text.printable(node.node()), node.replies());
      counts(out, "  ", node.counts());
    }
    return out.length() == 0 ? "no replies yet\n" : out.toString();
  }

  private static void node(StringBuilder out, NodePeriod node) {
    Timing run = node.runSeconds();
    line(out, "");
    line(
        out,
        "node %s: %d replies, %d failures; run time mean %.6f, p50 %.6f, p99 %.6f, max %.6f s",
        Text.printable(node.node()),
        node.replies(),
        node.failures(),
        run.mean(),
        run.p50(),
        run.p99(),
        run.max());
    section(out, "devices", node.devices());
    section(out, "pods", node.pods());
    section(out, "errors", node.errors());
  }

  private static void section(StringBuilder out, String title, Counts counts) {
    if (!counts.top().isEmpty()) {
      line(out, "  %s", title);
      counts(out, "    ", counts);
    }
  }

  private static void counts(StringBuilder out, String indent, Counts counts) {
    for (Count count : counts.top()) {
      line(out, "%s%8d  %s", indent, count.count(), Text.printable(count.name()));
    }
    if (counts.other() > 0) {
      line(out, "%s%8d  (other)", indent, counts.other());
    }
  }

  private static void timing(StringBuilder out, String name, Timing t) {
    line(
        out,
        "%-9s %10.6f %10.6f %10.6f %10.6f %10.6f %10.6f %10.6f %10.6f",
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

  private static void line(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
