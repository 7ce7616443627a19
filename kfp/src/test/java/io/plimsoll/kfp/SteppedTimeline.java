package io.plimsoll.kfp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A time that passes when a test says so. */
final class SteppedTimeline implements Timeline {

  private record Planned(long atNanos, long number, Runnable task) {}

  private final Queue<Runnable> ready = new ArrayDeque<>();
  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparingLong(Planned::atNanos).thenComparingLong(Planned::number));
  private long now = 1_000_000_000_000L;
  private long numbers;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public void execute(Runnable task) {
    ready.add(task);
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    Planned next = new Planned(now + Math.max(0, delay.toNanos()), numbers++, task);
    planned.add(next);
    return () -> planned.remove(next);
  }

  /** Everything that is due within that time happens, at its time. */
  void pass(Duration time) {
    long until = now + time.toNanos();
    runReady();
    for (Planned next = planned.peek();
        next != null && next.atNanos <= until;
        next = planned.peek()) {
      planned.remove();
      now = Math.max(now, next.atNanos);
      next.task.run();
      runReady();
    }
    now = until;
  }

  private void runReady() {
    for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
      task.run();
    }
  }

  /** Whether nothing is left to happen. */
  boolean isIdle() {
    return ready.isEmpty() && planned.isEmpty();
  }
}
