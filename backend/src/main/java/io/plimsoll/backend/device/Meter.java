package io.plimsoll.backend.device;

/** An integral over time, and what it has grown by during the last full second. */
final class Meter {

  private static final double NANOS_PER_SECOND = 1e9;

  private double total;
  private double atSecond;
  private double atSecondBefore;

  Meter() {}

  /** As it was kept. */
  Meter(double total, double atSecond, double atSecondBefore) {
    this.total = total;
    this.atSecond = atSecond;
    this.atSecondBefore = atSecondBefore;
  }

  Meter copy() {
    return new Meter(total, atSecond, atSecondBefore);
  }

  void add(double rate, double nanos) {
    total += rate * nanos;
  }

  /** A second of the clock is full. */
  void mark() {
    atSecondBefore = atSecond;
    atSecond = total;
  }

  /** Nanoseconds, for what is a rate without unit. */
  double total() {
    return total;
  }

  double atSecond() {
    return atSecond;
  }

  double atSecondBefore() {
    return atSecondBefore;
  }

  /** The mean rate over the last full second. */
  double lastSecond() {
    return (atSecond - atSecondBefore) / NANOS_PER_SECOND;
  }
}
