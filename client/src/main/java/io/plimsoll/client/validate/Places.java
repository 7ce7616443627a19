package io.plimsoll.client.validate;

import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.load.NodePeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the requests of each step ran, all rounds together. Pure. */
final class Places {

  /**
   * A node, or a device of a node.
   *
   * @param node as it came from the network
   * @param device as it came from the network; empty: the node as a whole
   * @param replies at each step, in the order of the steps
   * @param meanRunSeconds at each step, of requests that succeeded; NaN where there were none, and
   *     of devices, whose run times are not told apart
   * @param failed replies at all steps that said that the request failed; 0 of devices
   */
  record Place(
      String node, String device, List<Long> replies, List<Double> meanRunSeconds, long failed) {

    /** Whether it is a node as a whole. */
    boolean isNode() {
      return device.isEmpty();
    }

    /** What it is called: that of the device, if it is one. */
    String name() {
      return isNode() ? node : device;
    }
  }

  /** What is known of a place, while it is added up. */
  private static final class Sums {

    private final long[] replies;
    private final long[] succeeded;
    private final double[] runSeconds;
    private long failed;

    private Sums(int steps) {
      replies = new long[steps];
      succeeded = new long[steps];
      runSeconds = new double[steps];
    }

    private Place place(String node, String device) {
      List<Long> counts = new ArrayList<>();
      List<Double> means = new ArrayList<>();
      for (int i = 0; i < replies.length; i++) {
        counts.add(replies[i]);
        means.add(succeeded[i] == 0 ? Double.NaN : runSeconds[i] / succeeded[i]);
      }
      return new Place(node, device, counts, means, failed);
    }
  }

  private Places() {}

  /** Each node in the order of their names, followed by its devices. */
  static List<Place> of(List<Step> steps) {
    Map<String, Map<String, Sums>> all = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      for (Measurement round : steps.get(i).rounds()) {
        for (NodePeriod node : round.period().nodes()) {
          Map<String, Sums> places = all.computeIfAbsent(node.node(), name -> new TreeMap<>());
          Sums whole = places.computeIfAbsent("", name -> new Sums(steps.size()));
          whole.replies[i] += node.replies();
          whole.failed += node.failures();
          whole.succeeded[i] += node.runSeconds().count();
          whole.runSeconds[i] += node.runSeconds().mean() * node.runSeconds().count();
          for (Count device : node.devices().top()) {
            if (!device.name().isEmpty()) {
              places.computeIfAbsent(device.name(), name -> new Sums(steps.size())).replies[i] +=
                  device.count();
            }
          }
        }
      }
    }
    List<Place> list = new ArrayList<>();
    all.forEach(
        (node, places) -> places.forEach((device, sums) -> list.add(sums.place(node, device))));
    return list;
  }
}
