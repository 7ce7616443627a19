package io.plimsoll.client.load;

import io.plimsoll.cli.Durations;
import io.plimsoll.protocol.Reply;
import io.plimsoll.stats.LatencyStats;

/** What one node did in the current period. Confined to the load's event loop. */
final class NodeStatistics {

  /** A node has few devices: even with 7 partitions each on 8 cards, 56. */
  static final int DEVICES = 64;

  /** Kubernetes recommends at most 110 pods on a node; over time more come and go. */
  static final int PODS = 256;

  static final int ERRORS = 10;

  private final LatencyStats run;
  private final TopCounts devices;
  private final TopCounts pods;
  private final TopCounts errors;
  private long replies;
  private long failures;

  NodeStatistics() {
    run = new LatencyStats();
    devices = new TopCounts(DEVICES);
    pods = new TopCounts(PODS);
    errors = new TopCounts(ERRORS);
  }

  private NodeStatistics(NodeStatistics other) {
    run = other.run.copy();
    devices = other.devices.copy();
    pods = other.pods.copy();
    errors = other.errors.copy();
    replies = other.replies;
    failures = other.failures;
  }

  /** An independent copy. */
  NodeStatistics copy() {
    return new NodeStatistics(this);
  }

  /**
   * @param timed whether its run time is recorded
   */
  void succeeded(Reply reply, boolean timed) {
    count(reply);
    if (timed) {
      run.record(Durations.nanos(reply.runSeconds()));
    }
  }

  void failed(Reply reply, String error) {
    count(reply);
    failures++;
    errors.count(error);
  }

  private void count(Reply reply) {
    replies++;
    if (!reply.device().isEmpty()) {
      devices.count(reply.device());
    }
    if (!reply.pod().isEmpty()) {
      pods.count(reply.pod());
    }
  }

  NodePeriod period(String node, boolean histograms) {
    return new NodePeriod(
        node,
        replies,
        failures,
        Timing.of(run, histograms),
        devices.counts(),
        pods.counts(),
        errors.counts());
  }
}
