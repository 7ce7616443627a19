package io.plimsoll.client.load;

import io.plimsoll.pace.Arrivals;
import io.plimsoll.pace.Pacer;
import java.util.function.Supplier;

/** When each start of the open model is due. Pure. Confined to the load's event loop. */
final class OpenStarts {

  private final Supplier<Arrivals> arrivalsFromNow;
  private Pacer pacer;
  private Arrivals arrivals;
  private long beganNanos;
  private long dueNanos;

  /**
   * @param pacer the rate from now on
   * @param arrivalsFromNow makes arrivals that begin anew
   */
  OpenStarts(Pacer pacer, Supplier<Arrivals> arrivalsFromNow, long now) {
    this.arrivalsFromNow = arrivalsFromNow;
    this.pacer = pacer;
    this.beganNanos = now;
    this.arrivals = arrivalsFromNow.get();
    next();
  }

  /** Forgoes what was due up to now. A ramp has gone on meanwhile. */
  void resume(long now) {
    pacer = pacer.from(now - beganNanos);
    beganNanos = now;
    arrivals = arrivalsFromNow.get();
    next();
  }

  /** When the next start was or is due. */
  long dueNanos() {
    return dueNanos;
  }

  /** The next start was made. */
  void next() {
    dueNanos = beganNanos + pacer.nanosAt(arrivals.next());
  }

  double ratePerSecond(long now) {
    return pacer.ratePerSecondAt(now - beganNanos);
  }
}
