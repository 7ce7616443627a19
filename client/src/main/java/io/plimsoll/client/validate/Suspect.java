package io.plimsoll.client.validate;

import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.validate.Places.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Where the time went that keeps a step from being twice the one before. Pure. */
final class Suspect {

  /** A part of the total time that has grown by less, as a part of the total, explains nothing. */
  private static final double NOTICEABLE = 0.02;

  /** More names than this help nobody. */
  private static final int MOST_NAMES = 3;

  /** A part of a request's total time. */
  private record Part(String name, double before, double after) {

    double growth() {
      return after - before;
    }
  }

  private Suspect() {}

  /**
   * In words: which part of the requests' time has grown, and on which node or device.
   *
   * @return {@code run time grew from 0.5 s to 1 s; all ran on device card0 of node n1}
   */
  static String of(Step from, Step to) {
    List<String> found = new ArrayList<>();
    double total = Means.totalSeconds(to);
    Part part =
        List.of(
                part("run time", from, to, Period::runSeconds),
                part("wait time in the queue", from, to, Period::waitSeconds),
                part("overhead", from, to, Period::overheadSeconds))
            .stream()
            .max(Comparator.comparingDouble(Part::growth))
            .orElseThrow();
    if (part.growth() > NOTICEABLE * total) {
      found.add(
          part.name() + " grew from " + seconds(part.before()) + " to " + seconds(part.after()));
    }
    String where = where(Places.of(List.of(from, to)));
    if (!where.isEmpty()) {
      found.add(where);
    }
    return String.join("; ", found);
  }

  private static Part part(String name, Step from, Step to, Function<Period, Timing> timing) {
    return new Part(name, Means.mean(from, timing), Means.mean(to, timing));
  }

  /**
   * Of several nodes the one on which run times have grown most, or that they did not have before.
   *
   * @param places of the two steps
   */
  private static String where(List<Place> places) {
    List<Place> nodes =
        places.stream().filter(place -> place.isNode() && replies(place) > 0).toList();
    if (nodes.isEmpty()) {
      return "";
    }
    if (nodes.size() == 1) {
      String devices = devices(places, nodes.get(0));
      return "all ran on "
          + (devices.isEmpty() ? "" : devices + " of ")
          + "node "
          + nodes.get(0).name();
    }
    Place slowest = nodes.stream().max(Comparator.comparingDouble(Suspect::after)).orElseThrow();
    double least = nodes.stream().mapToDouble(Suspect::after).min().orElse(0);
    if (after(slowest) - least <= NOTICEABLE * after(slowest)) {
      return "all " + nodes.size() + " nodes alike";
    }
    String devices = devices(places, slowest);
    return "slowest was "
        + (devices.isEmpty() ? "" : devices + " of ")
        + "node "
        + slowest.name()
        + " with a run time of "
        + seconds(after(slowest))
        + ", fastest had "
        + seconds(least);
  }

  private static long replies(Place place) {
    return place.replies().get(place.replies().size() - 1);
  }

  /** Mean run time of the later step. */
  private static double after(Place place) {
    double mean = place.meanRunSeconds().get(place.meanRunSeconds().size() - 1);
    return Double.isNaN(mean) ? 0 : mean;
  }

  /** {@code device card0}, {@code devices card0, card1}; empty if there is none. */
  private static String devices(List<Place> places, Place node) {
    List<String> names =
        places.stream()
            .filter(place -> !place.isNode() && place.node().equals(node.node()))
            .filter(place -> replies(place) > 0)
            .sorted(Comparator.comparingLong(Suspect::replies).reversed())
            .map(Place::name)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    List<String> shown = names.subList(0, Math.min(MOST_NAMES, names.size()));
    return (names.size() == 1 ? "device " : "devices ")
        + String.join(", ", shown)
        + (names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "");
  }

  private static String seconds(double seconds) {
    return Digits.of(seconds) + " s";
  }
}
