package io.plimsoll.frontend.queue;

/**
 * What one queue may do.
 *
 * @param capacity most waiting requests, 0 = unlimited
 * @param redeliver how often an item whose worker vanished goes to another one, 0 or more
 * @param graceNanos how much longer than its limit an item may take before its worker counts as
 *     vanished
 * @param classicWaitNanos how long to hold a classic work request while the queue is empty
 */
public record QueueRules(int capacity, int redeliver, long graceNanos, long classicWaitNanos) {

  /** Grace after an item's limit: the 5 s a backend gives a program to end, twice. */
  public static final long GRACE_NANOS = 10_000_000_000L;
}
