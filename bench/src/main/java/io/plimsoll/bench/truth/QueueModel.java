package io.plimsoll.bench.truth;

import java.util.List;
import java.util.Locale;

/**
 * One queue under test, as it is meant: Poisson arrivals, one line, so many servers.
 *
 * @param name as theory writes it, and the load
 * @param servers slots of its backend
 * @param ratePerSecond arrivals
 * @param serviceSeconds mean time that the workload sleeps
 * @param exponential whether these times are exponential; else they are all the same
 */
record QueueModel(
    String name, int servers, double ratePerSecond, double serviceSeconds, boolean exponential) {

  private static final double[] LOADS = {0.5, 0.8, 0.9};

  /** M/M/1 and M/M/4 at three loads, and M/D/1 at one. */
  static List<QueueModel> all(double serviceSeconds) {
    return List.of(
        of("M/M/1", 1, LOADS[0], serviceSeconds, true),
        of("M/M/1", 1, LOADS[1], serviceSeconds, true),
        of("M/M/1", 1, LOADS[2], serviceSeconds, true),
        of("M/M/4", 4, LOADS[0], serviceSeconds, true),
        of("M/M/4", 4, LOADS[1], serviceSeconds, true),
        of("M/M/4", 4, LOADS[2], serviceSeconds, true),
        of("M/D/1", 1, LOADS[1], serviceSeconds, false));
  }

  private static QueueModel of(
      String kind, int servers, double load, double serviceSeconds, boolean exponential) {
    return new QueueModel(
        String.format(Locale.ROOT, "%s %.0f %%", kind, 100 * load),
        servers,
        load * servers / serviceSeconds,
        serviceSeconds,
        exponential);
  }

  /** A name for the queue itself. */
  String queue() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }

  /** What the backend's {@code sleep} gets. */
  String sleep() {
    return (exponential ? "exp:" : "") + serviceSeconds;
  }

  /**
   * The share of time that a server is busy.
   *
   * @param extraSeconds by which a server is busy longer than the workload sleeps
   */
  double load(double extraSeconds) {
    return ratePerSecond * (serviceSeconds + extraSeconds) / servers;
  }

  /** What theory says of the mean wait, in seconds; infinite from a load of 1 on. */
  double meanWait(double extraSeconds) {
    double variance = exponential ? serviceSeconds * serviceSeconds : 0;
    return load(extraSeconds) < 1
        ? Theory.meanWaitOfMgc(servers, ratePerSecond, serviceSeconds + extraSeconds, variance)
        : Double.POSITIVE_INFINITY;
  }

  /**
   * What theory says of a percentile of the wait, in seconds. The constant part of a service is
   * taken as a part of its mean, of no account while it is small.
   */
  double percentile(double share, double extraSeconds) {
    if (load(extraSeconds) >= 1) {
      return Double.POSITIVE_INFINITY;
    }
    double busy = serviceSeconds + extraSeconds;
    return exponential
        ? Theory.percentileOfMmc(servers, ratePerSecond, busy, share)
        : Theory.percentileOfMd1(ratePerSecond, busy, share);
  }

  /** The share of arrivals that find a server free. */
  double shareNotWaiting(double extraSeconds) {
    double load = Math.min(load(extraSeconds), 1);
    return load < 1 ? 1 - Theory.erlangC(servers, load * servers) : 0;
  }
}
