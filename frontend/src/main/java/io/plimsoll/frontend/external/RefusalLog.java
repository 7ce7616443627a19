package io.plimsoll.frontend.external;

import io.plimsoll.cli.Text;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Says who was refused, at once, and then not too often. Not thread-safe. */
final class RefusalLog {

  /** Often enough to see that it goes on. */
  static final long PAUSE_NANOS = 10_000_000_000L;

  private final LongSupplier clock;
  private final Consumer<String> log;
  private boolean told;
  private long toldNanos;
  private long untold;

  /**
   * @param clock monotonic, in nanoseconds
   * @param log takes a line
   */
  RefusalLog(LongSupplier clock, Consumer<String> log) {
    this.clock = clock;
    this.log = log;
  }

  /**
   * Somebody was refused.
   *
   * @param why with an expectation, where that helps
   */
  void refused(String remoteHost, String why) {
    long now = clock.getAsLong();
    if (told && now - toldNanos < PAUSE_NANOS) {
      untold++;
      return;
    }
    String more = untold == 0 ? "" : ", and " + untold + " more since the last line";
    log.accept("external metrics: refused " + remoteHost + ": " + Text.printable(why) + more);
    told = true;
    toldNanos = now;
    untold = 0;
  }
}
