package io.plimsoll.bench.compare;

/**
 * One measurement, as a generator is told of it: a line of numbers.
 *
 * @param workers connections of workers
 * @param slots how many items each of them takes at a time
 * @param clients connections of clients
 * @param inFlight requests that each of them keeps outstanding
 * @param warmMillis how long to go before anything is measured
 * @param measureMillis how long to measure
 * @param pauseMicros from an answer to the next request; 0 = none
 */
record Run(
    int workers,
    int slots,
    int clients,
    int inFlight,
    long warmMillis,
    long measureMillis,
    long pauseMicros) {

  private static final int NUMBERS = 7;

  /**
   * Reads what {@link #toLine} wrote.
   *
   * @throws IllegalArgumentException if it did not
   */
  static Run parse(String line) {
    String[] parts = line.trim().split(" ");
    if (parts.length != NUMBERS) {
      throw new IllegalArgumentException(
          "run: '" + line + "' (expected: " + NUMBERS + " numbers with a space between)");
    }
    return new Run(
        Integer.parseInt(parts[0]),
        Integer.parseInt(parts[1]),
        Integer.parseInt(parts[2]),
        Integer.parseInt(parts[3]),
        Long.parseLong(parts[4]),
        Long.parseLong(parts[5]),
        Long.parseLong(parts[6]));
  }

  String toLine() {
    return workers
        + " "
        + slots
        + " "
        + clients
        + " "
        + inFlight
        + " "
        + warmMillis
        + " "
        + measureMillis
        + " "
        + pauseMicros;
  }

  Run lasting(long newWarmMillis, long newMeasureMillis) {
    return new Run(workers, slots, clients, inFlight, newWarmMillis, newMeasureMillis, pauseMicros);
  }
}
