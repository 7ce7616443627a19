package io.plimsoll.client.load;

import java.util.List;

/**
 * The statistics of one period: from the start or the last reset until now. Every reply counts in
 * exactly one period, the one in which it came, also if its request started before.
 *
 * @param seconds how long the period has lasted
 * @param started requests started
 * @param succeeded requests that succeeded
 * @param failed requests that failed, or were lost with their connection
 * @param requestsPerSecond succeeded requests per second, over the period
 * @param requestsPerSecondLast10s the same over the last ten seconds of the period
 * @param waitSeconds time in the queue of those that succeeded, from the frontend
 * @param runSeconds run time of those that succeeded, from the backend
 * @param overheadSeconds their total less wait and run
 * @param totalSeconds from when they were due to their reply
 * @param lagSeconds how long after it was due each request was sent, those too that failed later
 * @param errors failures by error text
 * @param nodes by name; the last may be {@link Statistics#OTHER_NODES}
 */
public record Period(
    double seconds,
    long started,
    long succeeded,
    long failed,
    double requestsPerSecond,
    double requestsPerSecondLast10s,
    Timing waitSeconds,
    Timing runSeconds,
    Timing overheadSeconds,
    Timing totalSeconds,
    Timing lagSeconds,
    Counts errors,
    List<NodePeriod> nodes) {

  public Period {
    nodes = List.copyOf(nodes);
  }

  /** The figures alone, for those who only show them. */
  public Period withoutHistograms() {
    return new Period(
        seconds,
        started,
        succeeded,
        failed,
        requestsPerSecond,
        requestsPerSecondLast10s,
        waitSeconds.withoutHistogram(),
        runSeconds.withoutHistogram(),
        overheadSeconds.withoutHistogram(),
        totalSeconds.withoutHistogram(),
        lagSeconds.withoutHistogram(),
        errors,
        nodes.stream().map(NodePeriod::withoutHistogram).toList());
  }
}
