package io.plimsoll.bench.load;

/**
 * How fast a peer reads and writes.
 *
 * @param readBytes most bytes read at a time
 * @param writeBytes most bytes written at a time
 * @param everyNanos time between two looks at the socket; 0 = whenever there is something
 */
public record Pace(int readBytes, int writeBytes, long everyNanos) {

  /** As fast as it goes. */
  public static final Pace FULL = new Pace(Integer.MAX_VALUE, Integer.MAX_VALUE, 0);

  /** Reads a kilobyte and writes a byte every few milliseconds. */
  public static final Pace BYTE_BY_BYTE = new Pace(1024, 1, 4_000_000);

  /** Takes a second and more for what it could read at once. */
  public static final Pace SLOW_READER = new Pace(200, 4096, 50_000_000);

  /** Whether it waits between two looks. */
  public boolean slow() {
    return everyNanos > 0;
  }
}
