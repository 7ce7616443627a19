package io.plimsoll.kfp;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * One thread and its clock: tasks run one after the other, now or later. What is given to one that
 * is closed is dropped.
 */
interface Timeline extends Executor {

  /** Nanoseconds of a clock that never goes back; from anywhere. */
  long nanoTime();

  /**
   * Runs a task later.
   *
   * @return takes it back, if it has not begun
   */
  Runnable schedule(Duration delay, Runnable task);
}
