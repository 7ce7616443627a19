package io.plimsoll.client.validate;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import java.util.ArrayList;
import java.util.List;

/** Measurements made by hand. */
final class Measured {

  /** Each says as if so many requests had been answered for each replica. */
  private static final long REPLIES_PER_REPLICA = 20;

  private Measured() {}

  /** A size at which requests take so long, on one node without devices. */
  static Measurement run(int round, int size, double runSeconds) {
    return on(round, size, 0, 0, List.of(node("n1", size * REPLIES_PER_REPLICA, runSeconds)));
  }

  /** The same where some failed. */
  static Measurement failing(int round, int size, double runSeconds, String error, long failed) {
    Measurement good = run(round, size, runSeconds);
    Period period = good.period();
    return new Measurement(
        round,
        size,
        size,
        good.throughputPerSecond(),
        period(
            period.succeeded(),
            failed,
            period.waitSeconds(),
            period.runSeconds(),
            period.totalSeconds(),
            new Counts(List.of(new Count(error, failed)), 0),
            period.nodes()));
  }

  /** On these nodes, with this wait time and overhead beside the nodes' run times. */
  static Measurement on(
      int round, int size, double waitSeconds, double overheadSeconds, List<NodePeriod> nodes) {
    long replies = nodes.stream().mapToLong(NodePeriod::replies).sum();
    double run =
        nodes.stream().mapToDouble(node -> node.runSeconds().mean() * node.replies()).sum()
            / replies;
    double total = waitSeconds + run + overheadSeconds;
    return new Measurement(
        round,
        size,
        size,
        size / total,
        period(
            replies,
            0,
            timing(replies, waitSeconds),
            timing(replies, run),
            timing(replies, total),
            new Counts(List.of(), 0),
            nodes));
  }

  static NodePeriod node(String name, long replies, double runSeconds, String... devices) {
    List<Count> counts = new ArrayList<>();
    for (String device : devices) {
      counts.add(new Count(device, replies / devices.length));
    }
    Counts none = new Counts(List.of(), 0);
    return new NodePeriod(
        name, replies, 0, timing(replies, runSeconds), new Counts(counts, 0), none, none);
  }

  private static Period period(
      long succeeded,
      long failed,
      Timing wait,
      Timing run,
      Timing total,
      Counts errors,
      List<NodePeriod> nodes) {
    double overhead = total.mean() - wait.mean() - run.mean();
    return new Period(
        1,
        succeeded + failed,
        succeeded,
        failed,
        succeeded,
        succeeded,
        wait,
        run,
        timing(succeeded, overhead),
        total,
        timing(succeeded, 0),
        errors,
        nodes);
  }

  private static Timing timing(long count, double seconds) {
    return new Timing(
        count, seconds, seconds, seconds, seconds, seconds, seconds, seconds, seconds, null);
  }
}
