package io.plimsoll.client.load;

import io.plimsoll.cli.Durations;
import io.plimsoll.protocol.Reply;
import io.plimsoll.stats.LatencyStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts one period. Times are those of requests that succeeded: one that is refused at once would
 * make them look better than they are. Pure: the time comes in, as nanoseconds of a monotonic
 * clock. Confined to the load's event loop.
 */
final class Statistics {

  /** The name under which nodes beyond {@link #NODES} are counted together. */
  static final String OTHER_NODES = "(other nodes)";

  /** Error texts shown. */
  static final int ERRORS = 100;

  /** Nodes counted by name: each costs a quarter of a megabyte of histogram. */
  static final int NODES = 128;

  private final long startNanos;
  private final RecentRate recent;
  private final LatencyStats wait;
  private final LatencyStats run;
  private final LatencyStats overhead;
  private final LatencyStats total;
  private final LatencyStats lag;
  private final TopCounts errors;
  private final Map<String, NodeStatistics> nodes = new TreeMap<>();
  private @Nullable NodeStatistics otherNodes;

  private long started;
  private long succeeded;
  private long failed;

  Statistics(long startNanos) {
    this.startNanos = startNanos;
    this.recent = new RecentRate(startNanos);
    this.wait = new LatencyStats();
    this.run = new LatencyStats();
    this.overhead = new LatencyStats();
    this.total = new LatencyStats();
    this.lag = new LatencyStats();
    this.errors = new TopCounts(ERRORS);
  }

  private Statistics(Statistics other) {
    startNanos = other.startNanos;
    recent = other.recent.copy();
    wait = other.wait.copy();
    run = other.run.copy();
    overhead = other.overhead.copy();
    total = other.total.copy();
    lag = other.lag.copy();
    errors = other.errors.copy();
    other.nodes.forEach((name, node) -> nodes.put(name, node.copy()));
    otherNodes = other.otherNodes == null ? null : other.otherNodes.copy();
    started = other.started;
    succeeded = other.succeeded;
    failed = other.failed;
  }

  /** An independent copy, for another thread to work out a {@link #period}. */
  Statistics copy() {
    return new Statistics(this);
  }

  /**
   * A request was sent.
   *
   * @param lagNanos how long after it was due
   * @param timed whether that is recorded
   */
  void started(long lagNanos, boolean timed) {
    started++;
    if (timed) {
      lag.record(lagNanos);
    }
  }

  /**
   * A request was answered.
   *
   * @param totalNanos from when it was due to now
   * @param timed whether its times are recorded
   */
  void answered(Reply reply, long totalNanos, long now, boolean timed) {
    if (reply.failed()) {
      String error = failure(reply);
      lost(error);
      if (!reply.node().isEmpty()) {
        node(reply.node()).failed(reply, error);
      }
      return;
    }
    succeeded++;
    recent.count(now);
    if (timed) {
      time(reply, totalNanos);
    }
    if (!reply.node().isEmpty()) {
      node(reply.node()).succeeded(reply, timed);
    }
  }

  private void time(Reply reply, long totalNanos) {
    long waitNanos = Durations.nanos(reply.waitSeconds());
    long runNanos = Durations.nanos(reply.runSeconds());
    wait.record(waitNanos);
    run.record(runNanos);
    overhead.record(totalNanos - waitNanos - runNanos);
    total.record(totalNanos);
  }

  /** A request failed without an answer. */
  void lost(String error) {
    failed++;
    errors.count(error);
  }

  long failed() {
    return failed;
  }

  /** Succeeded requests per second over the period. */
  double perSecond(long now) {
    double seconds = seconds(now);
    return seconds > 0 ? succeeded / seconds : 0;
  }

  private double seconds(long now) {
    return (now - startNanos) / 1e9;
  }

  double recentPerSecond(long now) {
    return recent.perSecond(now);
  }

  private NodeStatistics node(String name) {
    String key = TopCounts.cut(name);
    NodeStatistics node = nodes.get(key);
    if (node != null) {
      return node;
    }
    if (nodes.size() < NODES) {
      node = new NodeStatistics();
      nodes.put(key, node);
      return node;
    }
    if (otherNodes == null) {
      otherNodes = new NodeStatistics();
    }
    return otherNodes;
  }

  private static String failure(Reply reply) {
    if (!reply.error().isEmpty()) {
      return reply.error();
    }
    return reply.timeoutSeconds() > 0
        ? "time limit of " + reply.timeoutSeconds() + " s exceeded"
        : "exit code " + reply.retcode();
  }

  /**
   * The figures.
   *
   * @param histograms whether times have their histograms with them
   */
  Period period(long now, boolean histograms) {
    List<NodePeriod> perNode = new ArrayList<>();
    nodes.forEach((name, node) -> perNode.add(node.period(name, histograms)));
    if (otherNodes != null) {
      perNode.add(otherNodes.period(OTHER_NODES, histograms));
    }
    return new Period(
        seconds(now),
        started,
        succeeded,
        failed,
        perSecond(now),
        recent.perSecond(now),
        Timing.of(wait, histograms),
        Timing.of(run, histograms),
        Timing.of(overhead, histograms),
        Timing.of(total, histograms),
        Timing.of(lag, histograms),
        errors.counts(),
        perNode);
  }
}
