package io.plimsoll.standin.fault;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The plan that holds now. Thread-safe: a plan and its state are put in place as one. */
public final class Faults {

  /**
   * What becomes of a request.
   *
   * @param delayNanos before anything is done
   * @param status to fail with; 0 = none
   */
  public record Decision(long delayNanos, int status, boolean reset, boolean hang) {

    static final Decision NONE = new Decision(0, 0, false, false);
  }

  private record Current(
      FaultPlan plan, List<Stall> stalls, long startNanos, AtomicLong requests) {}

  /** Of one request: latency, error, reset. */
  private static final int DRAWS = 3;

  private volatile Current current;

  /**
   * @param nowNanos of a monotonic clock
   */
  public Faults(FaultPlan plan, long nowNanos) {
    this.current = state(plan, nowNanos);
  }

  private static Current state(FaultPlan plan, long nowNanos) {
    return new Current(
        plan, plan.stalls().stream().map(Stall::parse).toList(), nowNanos, new AtomicLong());
  }

  public FaultPlan plan() {
    return current.plan();
  }

  /** From now on another plan holds; its stalls count from now. */
  public void set(FaultPlan plan, long nowNanos) {
    current = state(plan, nowNanos);
  }

  /** What becomes of a request that arrives now. */
  public Decision decide(String verb, String path) {
    Current state = current;
    if (state.plan().rules().isEmpty()) {
      return Decision.NONE;
    }
    long first = state.requests().getAndIncrement() * DRAWS;
    long seed = state.plan().seed();
    Spread latency = null;
    Errors errors = null;
    Double reset = null;
    boolean hang = false;
    for (FaultRule rule : state.plan().rules()) {
      if (rule.matches(verb, path)) {
        latency = firstOf(latency, rule.latency());
        errors = firstOf(errors, rule.errors());
        reset = firstOf(reset, rule.reset());
        hang |= rule.hang();
      }
    }
    return new Decision(
        latency == null ? 0 : latency.draw(Chance.of(seed, first)),
        errors == null ? 0 : errors.draw(Chance.of(seed, first + 1)),
        reset != null && Chance.of(seed, first + 2) < reset,
        hang);
  }

  private static <T> @Nullable T firstOf(@Nullable T one, @Nullable T other) {
    return one == null ? other : one;
  }

  /** How long nothing is answered from now on; 0 = answers go out. */
  public long stalledNanos(long nowNanos) {
    Current state = current;
    long left = 0;
    for (Stall stall : state.stalls()) {
      left = Math.max(left, stall.leftAt(nowNanos - state.startNanos()));
    }
    return left;
  }
}
