package io.plimsoll.bench.truth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What a queue with one line does with given arrivals and services: each in its turn goes to the
 * server that is free first. Source: J. Kiefer and J. Wolfowitz, On the theory of queues with many
 * servers (1955); with one server, D. V. Lindley, The theory of queues with a single server (1952).
 * Pure. Times in seconds.
 */
final class QueuePath {

  private final double[] arrivals;
  private final double[] waits;
  private final double[] departures;

  /** Of a queue that was worked out elsewhere. */
  QueuePath(double[] arrivals, double[] waits, double[] departures) {
    this.arrivals = arrivals;
    this.waits = waits;
    this.departures = departures;
  }

  /**
   * Works it out, from an empty queue on.
   *
   * @param arrivals in order
   * @param services as many
   */
  static QueuePath of(double[] arrivals, double[] services, int servers) {
    double[] waits = new double[arrivals.length];
    double[] departures = new double[arrivals.length];
    double[] freeAt = new double[servers];
    for (int i = 0; i < arrivals.length; i++) {
      int first = 0;
      for (int server = 1; server < servers; server++) {
        if (freeAt[server] < freeAt[first]) {
          first = server;
        }
      }
      double start = Math.max(arrivals[i], freeAt[first]);
      waits[i] = start - arrivals[i];
      departures[i] = start + services[i];
      freeAt[first] = departures[i];
    }
    return new QueuePath(arrivals, waits, departures);
  }

  /** The waits of the first so many that leave. */
  Waits ofFirstToLeave(int count) {
    return Waits.of(firstToLeave(count).mapToDouble(i -> waits[i]).toArray());
  }

  /** Which ones these are. */
  IntStream firstToLeave(int count) {
    return IntStream.range(0, departures.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> departures[i]))
        .limit(count)
        .mapToInt(Integer::intValue);
  }

  /** The waits of those that have left by then. */
  Waits ofThoseGoneAt(double seconds) {
    return Waits.of(
        IntStream.range(0, departures.length)
            .filter(i -> departures[i] <= seconds)
            .mapToDouble(i -> waits[i])
            .toArray());
  }

  /**
   * How long the others have waited by then, all together.
   *
   * @param count of the first to leave, who are not counted
   */
  double waitedByOthers(int count, double seconds) {
    double[] waited = new double[waits.length];
    Arrays.setAll(waited, i -> Math.min(waits[i], Math.max(0, seconds - arrivals[i])));
    return Arrays.stream(waited).sum() - firstToLeave(count).mapToDouble(i -> waited[i]).sum();
  }

  /** All waits. */
  double[] waits() {
    return Arrays.copyOf(waits, waits.length);
  }
}
