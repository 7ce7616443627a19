package io.plimsoll.bench.truth;

/**
 * Waits in queues with Poisson arrivals, unlimited room, and service in order of arrival, in the
 * steady state. Pure. Loads must be below 1.
 */
final class Theory {

  /** Halvings that bring any time here below a nanosecond. */
  private static final int HALVINGS = 80;

  private Theory() {}

  /**
   * The share of arrivals that must wait in M/M/c: Erlang's C formula, by the recursion of his B
   * formula. Source: L. Kleinrock, Queueing Systems I (1975), section 3.5; the recursion: R. B.
   * Cooper, Introduction to Queueing Theory (1981), section 3.3.
   *
   * @param servers 1 or more
   * @param erlangs offered load: arrivals per second times mean service time, below {@code servers}
   */
  static double erlangC(int servers, double erlangs) {
    if (!(erlangs >= 0 && erlangs < servers)) {
      throw new IllegalArgumentException(
          "erlangs: " + erlangs + " (expected: 0 to less than " + servers + ")");
    }
    double blocked = 1;
    for (int k = 1; k <= servers; k++) {
      blocked = erlangs * blocked / (k + erlangs * blocked);
    }
    return servers * blocked / (servers - erlangs * (1 - blocked));
  }

  /** Mean wait in M/M/c, in seconds. Source: Kleinrock, section 3.5. */
  static double meanWaitOfMmc(int servers, double ratePerSecond, double serviceSeconds) {
    double erlangs = ratePerSecond * serviceSeconds;
    return erlangC(servers, erlangs) * serviceSeconds / (servers - erlangs);
  }

  /** The share that waits for longer than {@code seconds} in M/M/c. Source: as above. */
  static double shareLongerInMmc(
      int servers, double ratePerSecond, double serviceSeconds, double seconds) {
    double erlangs = ratePerSecond * serviceSeconds;
    return erlangC(servers, erlangs) * Math.exp(-(servers - erlangs) * seconds / serviceSeconds);
  }

  /** The wait that {@code share} of all do not exceed in M/M/c, in seconds. */
  static double percentileOfMmc(
      int servers, double ratePerSecond, double serviceSeconds, double share) {
    double erlangs = ratePerSecond * serviceSeconds;
    double tail = erlangC(servers, erlangs) / (1 - share);
    return Math.max(0, serviceSeconds / (servers - erlangs) * Math.log(tail));
  }

  /**
   * Mean wait in M/G/1, in seconds: the formula of Pollaczek and Khinchine. Source: Kleinrock,
   * section 5.6.
   *
   * @param varianceSeconds2 variance of the service time; 0: M/D/1
   */
  static double meanWaitOfMg1(
      double ratePerSecond, double serviceSeconds, double varianceSeconds2) {
    double load = ratePerSecond * serviceSeconds;
    if (!(load < 1)) {
      throw new IllegalArgumentException("load: " + load + " (expected: less than 1)");
    }
    double secondMoment = varianceSeconds2 + serviceSeconds * serviceSeconds;
    return ratePerSecond * secondMoment / (2 * (1 - load));
  }

  /**
   * Mean wait in M/G/c, in seconds: that of M/M/c times the mean of 1 and the squared coefficient
   * of variation of the service times. Exact for one server and for exponential times, else an
   * approximation, close where that coefficient is near 1. Source: A. M. Lee and P. A. Longton,
   * Queueing processes associated with airline passenger check-in (1959).
   */
  static double meanWaitOfMgc(
      int servers, double ratePerSecond, double serviceSeconds, double varianceSeconds2) {
    double variation2 = varianceSeconds2 / (serviceSeconds * serviceSeconds);
    return meanWaitOfMmc(servers, ratePerSecond, serviceSeconds) * (1 + variation2) / 2;
  }

  /**
   * The share that waits for longer than {@code seconds} in M/D/1. Source: A. K. Erlang, The theory
   * of probabilities and telephone conversations (1909), as in V. B. Iversen, Teletraffic
   * Engineering Handbook (2010), section 10.4. Terms of both signs: good to a millionth up to 20
   * service times.
   */
  static double shareLongerInMd1(double ratePerSecond, double serviceSeconds, double seconds) {
    double load = ratePerSecond * serviceSeconds;
    double sum = 0;
    for (int k = 0; k <= (int) Math.floor(seconds / serviceSeconds); k++) {
      double x = ratePerSecond * (k * serviceSeconds - seconds);
      double term = Math.exp(-x);
      for (int i = 1; i <= k; i++) {
        term *= x / i;
      }
      sum += term;
    }
    return 1 - (1 - load) * sum;
  }

  /** The wait that {@code share} of all do not exceed in M/D/1, in seconds. */
  static double percentileOfMd1(double ratePerSecond, double serviceSeconds, double share) {
    double low = 0;
    double high = serviceSeconds;
    while (shareLongerInMd1(ratePerSecond, serviceSeconds, high) > 1 - share) {
      high *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (shareLongerInMd1(ratePerSecond, serviceSeconds, middle) > 1 - share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
