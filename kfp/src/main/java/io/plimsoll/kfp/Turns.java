package io.plimsoll.kfp;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** So many at a time, the others in their order. Thread-safe. */
final class Turns {

  private final int most;
  private final Executor executor;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int taken;

  /**
   * @param executor where those begin that had to wait: were it the thread of whoever is done, many
   *     that fail at once would nest
   */
  Turns(int most, Executor executor) {
    this.most = most;
    this.executor = executor;
  }

  /** Begins a task when it is its turn, which lasts until {@link #done}. */
  void take(Runnable task) {
    synchronized (this) {
      if (taken == most) {
        waiting.add(task);
        return;
      }
      taken++;
    }
    task.run();
  }

  /** A turn is over. */
  void done() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        taken--;
        return;
      }
    }
    executor.execute(next);
  }
}
