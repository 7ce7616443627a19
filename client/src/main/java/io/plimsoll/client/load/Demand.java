package io.plimsoll.client.load;

import io.plimsoll.pace.ConstantPacer;
import io.plimsoll.pace.Pacer;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * How many requests are wanted when: parallelism, rate and the pauses between requests. Pure: the
 * time comes in, as nanoseconds of a monotonic clock. Confined to the load's event loop.
 */
final class Demand {

  /** The answer of {@link #nanosToNext} when only an event can lead to the next start. */
  static final long NEVER = Long.MAX_VALUE;

  /** A wake-up costs more than a start: above ten thousand starts a second, they share one. */
  private static final long SHORTEST_SLEEP_NANOS = 100_000;

  private final int maxParallelism;
  private final long delayNanos;

  private final Refusals refusals = new Refusals();

  /** When each pausing slot may start its next request. */
  private final PriorityQueue<Long> pausing = new PriorityQueue<>();

  private int parallelism;
  private double ratePerSecond;

  /** The open model's; null in the closed model. */
  private @Nullable Pacer pacer;

  private long originNanos;
  private long index;

  Demand(int maxParallelism, long delayNanos) {
    this.maxParallelism = maxParallelism;
    this.delayNanos = delayNanos;
  }

  int parallelism() {
    return parallelism;
  }

  double ratePerSecond() {
    return ratePerSecond;
  }

  /** How many requests may be outstanding at once. */
  int mostOutstanding() {
    return pacer == null || parallelism == 0 ? parallelism : maxParallelism;
  }

  Model model() {
    return pacer == null ? Model.CLOSED : Model.OPEN;
  }

  /** From now on as many at once. What the open model did not start during a pause is forgone. */
  void setParallelism(int value, long now, int outstanding) {
    if (parallelism == 0) {
      restartPacer(now);
    }
    parallelism = value;
    int most = Math.max(0, value - outstanding);
    if (pausing.size() > most) {
      List<Long> first = pausing.stream().sorted().limit(most).toList();
      pausing.clear();
      pausing.addAll(first);
    }
  }

  /** From now on so many starts per second; 0 = the closed model. */
  void setRate(double perSecond, long now) {
    ratePerSecond = perSecond;
    pacer = perSecond > 0 ? new ConstantPacer(perSecond) : null;
    pausing.clear();
    restartPacer(now);
  }

  private void restartPacer(long now) {
    originNanos = now;
    index = 0;
  }

  /** Whether a request is to start now, with so many outstanding. */
  boolean mayStart(long now, int outstanding) {
    if (parallelism == 0) {
      return false;
    }
    if (pacer != null) {
      return outstanding < maxParallelism && dueNanos(pacer) - now <= 0;
    }
    while (!pausing.isEmpty() && pausing.element() - now <= 0) {
      pausing.remove();
    }
    return outstanding + pausing.size() < parallelism;
  }

  /** When the next start was or is due: in the closed model, now. */
  long dueNanos(long now) {
    return pacer == null ? now : dueNanos(pacer);
  }

  private long dueNanos(Pacer open) {
    return originNanos + open.dueNanos(index);
  }

  /** The next start was made. */
  void started() {
    index++;
  }

  /** A request is over, with so many still outstanding: its slot pauses, if it is still wanted. */
  void finished(long now, int outstanding) {
    pause(now, outstanding, delayNanos);
  }

  /** The same for a request that the frontend refused at once: its slot backs off. */
  void refused(long now, int outstanding) {
    pause(now, outstanding, Math.max(delayNanos, refusals.refused()));
  }

  /** A worker had a request: whoever is refused from now on backs off for a short time again. */
  void served() {
    refusals.served();
  }

  private void pause(long now, int outstanding, long nanos) {
    if (pacer == null && nanos > 0 && outstanding + pausing.size() < parallelism) {
      pausing.add(now + nanos);
    }
  }

  /** After {@link #mayStart} said no: how long until it may say yes without any other event. */
  long nanosToNext(long now, int outstanding) {
    if (parallelism == 0) {
      return NEVER;
    }
    if (pacer != null) {
      return outstanding < maxParallelism
          ? Math.max(SHORTEST_SLEEP_NANOS, dueNanos(pacer) - now)
          : NEVER;
    }
    return pausing.isEmpty() ? NEVER : Math.max(0, pausing.element() - now);
  }
}
