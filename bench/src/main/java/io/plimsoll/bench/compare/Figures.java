package io.plimsoll.bench.compare;

/**
 * What one {@link Run} came to, as a generator tells it: a line of numbers.
 *
 * @param jobs answers in the measured time
 * @param nanos the measured time
 * @param p50Nanos from asking to the answer
 * @param serverMillis processor time of the server in the measured time, user and system
 */
record Figures(
    long jobs, long nanos, long p50Nanos, long p99Nanos, long p999Nanos, long serverMillis) {

  private static final int NUMBERS = 6;

  /**
   * Reads what {@link #toLine} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Figures parse(String line) {
    String[] parts = line.trim().split(" ");
    if (parts.length != NUMBERS) {
      throw new IllegalArgumentException(
          "figures: '" + line + "' (expected: " + NUMBERS + " numbers with a space between)");
    }
    return new Figures(
        Long.parseLong(parts[0]),
        Long.parseLong(parts[1]),
        Long.parseLong(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]));
  }

  String toLine() {
    return jobs
        + " "
        + nanos
        + " "
        + p50Nanos
        + " "
        + p99Nanos
        + " "
        + p999Nanos
        + " "
        + serverMillis;
  }

  double jobsPerSecond() {
    return jobs * 1e9 / nanos;
  }

  double serverMicrosPerJob() {
    return serverMillis * 1e3 / jobs;
  }
}
