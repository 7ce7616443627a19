package io.plimsoll.client.control;

import io.plimsoll.client.load.Counts;
import io.plimsoll.client.load.NodePeriod;
import io.plimsoll.client.load.Snapshot;
import java.util.List;
import java.util.function.Function;

/**
 * The replies of one node by device or by pod.
 *
 * @param node its name
 * @param replies how many replies came from it
 * @param counts the same by device or pod; those that named none are not among them
 */
record NodeCounts(String node, long replies, Counts counts) {

  static List<NodeCounts> of(Snapshot snapshot, Function<NodePeriod, Counts> which) {
    return snapshot.period().nodes().stream()
        .map(node -> new NodeCounts(node.node(), node.replies(), which.apply(node)))
        .toList();
  }
}
