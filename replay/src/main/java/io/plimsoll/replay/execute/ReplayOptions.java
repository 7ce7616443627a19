package io.plimsoll.replay.execute;

import io.plimsoll.replay.schedule.Order;
import java.time.Duration;

/**
 * How a profile is replayed.
 *
 * @param speed times of the profile are divided by this, &gt; 0
 * @param order which order requests keep
 * @param grace how long after the end of the profile the run is cut off, &gt;= 0
 * @param requestTimeout how long one request may take, from sending to the end of the body, &gt; 0
 * @param maskGets whether statistics mask the name in the path of a GET, too
 * @param maxLate how late the generator alone may make a request, &gt;= 0
 * @param rawData whether to keep single latencies and errors
 */
public record ReplayOptions(
    double speed,
    Order order,
    Duration grace,
    Duration requestTimeout,
    boolean maskGets,
    Duration maxLate,
    boolean rawData) {

  /** As recorded, objects in order, 30 s of grace, 60 s for a request, late from 100 ms on. */
  public static final ReplayOptions DEFAULTS =
      new ReplayOptions(
          1,
          Order.OBJECT,
          Duration.ofSeconds(30),
          Duration.ofSeconds(60),
          false,
          Duration.ofMillis(100),
          false);

  /** Checks the ranges. */
  public ReplayOptions {
    if (!(speed > 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("--speed: " + speed + " (expected: greater than 0)");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("--grace: " + grace + " (expected: at least 0)");
    }
    if (requestTimeout.isNegative() || requestTimeout.isZero()) {
      throw new IllegalArgumentException(
          "--request-timeout: " + requestTimeout + " (expected: greater than 0)");
    }
    if (maxLate.isNegative()) {
      throw new IllegalArgumentException("--max-late: " + maxLate + " (expected: at least 0)");
    }
  }

  /** At that speed. */
  public ReplayOptions withSpeed(double factor) {
    return new ReplayOptions(factor, order, grace, requestTimeout, maskGets, maxLate, rawData);
  }

  /** In that order. */
  public ReplayOptions withOrder(Order kept) {
    return new ReplayOptions(speed, kept, grace, requestTimeout, maskGets, maxLate, rawData);
  }

  /** With that time after the end of the profile. */
  public ReplayOptions withGrace(Duration time) {
    return new ReplayOptions(speed, order, time, requestTimeout, maskGets, maxLate, rawData);
  }

  /** With that time for each request. */
  public ReplayOptions withRequestTimeout(Duration time) {
    return new ReplayOptions(speed, order, grace, time, maskGets, maxLate, rawData);
  }

  /** Masking the names in GETs, or not. */
  public ReplayOptions withMaskGets(boolean mask) {
    return new ReplayOptions(speed, order, grace, requestTimeout, mask, maxLate, rawData);
  }

  /** Taking requests as late from that time on. */
  public ReplayOptions withMaxLate(Duration time) {
    return new ReplayOptions(speed, order, grace, requestTimeout, maskGets, time, rawData);
  }

  /** Keeping single latencies and errors, or not. */
  public ReplayOptions withRawData(boolean keep) {
    return new ReplayOptions(speed, order, grace, requestTimeout, maskGets, maxLate, keep);
  }
}
