package io.plimsoll.client.load;

/**
 * What one node did in a period.
 *
 * @param node its name as it came from the network
 * @param replies how many replies came from it, failures too
 * @param failures how many of them say that the request failed
 * @param runSeconds run time of those that succeeded
 * @param devices replies by device; a reply without one is not among them
 * @param pods replies by pod
 * @param errors failures by error text
 */
public record NodePeriod(
    String node,
    long replies,
    long failures,
    Timing runSeconds,
    Counts devices,
    Counts pods,
    Counts errors) {

  NodePeriod withoutHistogram() {
    return new NodePeriod(
        node, replies, failures, runSeconds.withoutHistogram(), devices, pods, errors);
  }
}
