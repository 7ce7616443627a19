package io.plimsoll.client.load;

import io.plimsoll.pace.Arrivals;
import io.plimsoll.pace.ConstantPacer;
import io.plimsoll.pace.EvenArrivals;
import io.plimsoll.pace.Pacer;
import io.plimsoll.pace.PoissonArrivals;
import io.plimsoll.pace.RampPacer;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
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

  private final Shape shape;
  private final long delayNanos;

  /** One for all starts: after each change of the rate, the gaps go on with its next numbers. */
  private final RandomGenerator random;

  private final Refusals refusals = new Refusals();

  /** When each pausing slot may start its next request. */
  private final PriorityQueue<Long> pausing = new PriorityQueue<>();

  private Steps steps = Steps.constant(0);

  /** Of {@link #steps}, as of the last look at the clock. */
  private int parallelism;

  /** The open model's; null in the closed model. */
  private @Nullable OpenStarts open;

  Demand(Shape shape) {
    this.shape = shape;
    this.delayNanos = shape.delay().toNanos();
    this.random = new SplittableRandom(shape.seed());
  }

  /** Begins what the shape says. */
  void begin(long now) {
    boolean ramped = !shape.ramp().isZero();
    long rampNanos = shape.ramp().toNanos();
    if (shape.ratePerSecond() > 0) {
      open(
          ramped
              ? new RampPacer(shape.rampFrom(), shape.ratePerSecond(), rampNanos)
              : new ConstantPacer(shape.ratePerSecond()),
          now);
    }
    steps =
        ramped && open == null
            ? new Steps((int) Math.round(shape.rampFrom()), shape.parallelism(), now, rampNanos)
            : Steps.constant(shape.parallelism());
    look(now, 0);
  }

  private void open(Pacer pacer, long now) {
    open = new OpenStarts(pacer, this::arrivals, now);
  }

  private Arrivals arrivals() {
    return shape.poisson() ? new PoissonArrivals(random) : new EvenArrivals();
  }

  /** Wanted requests in parallel. */
  int parallelism(long now) {
    return steps.at(now);
  }

  /** Starts per second of the open model, 0 in the closed model. */
  double ratePerSecond(long now) {
    return open == null ? 0 : open.ratePerSecond(now);
  }

  /** How many requests may be outstanding at once, now or by the end of a ramp. */
  int mostOutstanding() {
    int most = Math.max(parallelism, steps.to());
    return open == null || most == 0 ? most : shape.maxParallelism();
  }

  Model model() {
    return open == null ? Model.CLOSED : Model.OPEN;
  }

  /**
   * From now on as many at once; a ramp of parallelism is over. What the open model did not start
   * during a pause is forgone.
   */
  void setParallelism(int value, long now, int outstanding) {
    if (open != null && parallelism == 0) {
      open.resume(now);
    }
    steps = Steps.constant(value);
    look(now, outstanding);
  }

  /**
   * From now on so many starts per second, even or Poisson as before; 0 = the closed model. A ramp
   * is over: parallelism is at the end of its own.
   */
  void setRate(double perSecond, long now, int outstanding) {
    open = null;
    if (perSecond > 0) {
      open(new ConstantPacer(perSecond), now);
    }
    pausing.clear();
    steps = Steps.constant(steps.to());
    look(now, outstanding);
  }

  /** Takes the steps that are due. */
  private void look(long now, int outstanding) {
    int value = steps.at(now);
    if (value < parallelism) {
      keepPauses(Math.max(0, value - outstanding));
    }
    parallelism = value;
  }

  /** Of the slots that pause, those stay that are the first to go on. */
  private void keepPauses(int most) {
    if (pausing.size() > most) {
      List<Long> first = pausing.stream().sorted().limit(most).toList();
      pausing.clear();
      pausing.addAll(first);
    }
  }

  /** Whether a request is to start now, with so many outstanding. */
  boolean mayStart(long now, int outstanding) {
    look(now, outstanding);
    if (parallelism == 0) {
      return false;
    }
    if (open != null) {
      return outstanding < shape.maxParallelism() && open.dueNanos() - now <= 0;
    }
    while (!pausing.isEmpty() && pausing.element() - now <= 0) {
      pausing.remove();
    }
    return outstanding + pausing.size() < parallelism;
  }

  /** When the next start was or is due: in the closed model, now. */
  long dueNanos(long now) {
    return open == null ? now : open.dueNanos();
  }

  /** The next start was made. */
  void started() {
    if (open != null) {
      open.next();
    }
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
    if (open == null && nanos > 0 && outstanding + pausing.size() < parallelism) {
      pausing.add(now + nanos);
    }
  }

  /** After {@link #mayStart} said no: how long until it may say yes without any other event. */
  long nanosToNext(long now, int outstanding) {
    if (open != null) {
      return parallelism > 0 && outstanding < shape.maxParallelism()
          ? Math.max(SHORTEST_SLEEP_NANOS, open.dueNanos() - now)
          : NEVER;
    }
    long step = steps.nanosToNext(now);
    long next = step == NEVER ? NEVER : Math.max(SHORTEST_SLEEP_NANOS, step);
    return pausing.isEmpty() || parallelism == 0
        ? next
        : Math.min(next, Math.max(0, pausing.element() - now));
  }
}
