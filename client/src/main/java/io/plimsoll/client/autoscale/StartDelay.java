package io.plimsoll.client.autoscale;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Replicas that are wanted and not started yet, as pods are that wait for a node and an image. For
 * one thread.
 */
final class StartDelay {

  private final long delayNanos;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int wanted;

  private record Pending(long dueNanos, int replicas) {}

  /**
   * @param delayNanos from when a replica is wanted to when it is started, 0 or more
   * @param wanted how many there are at the beginning, all of them started
   */
  StartDelay(long delayNanos, int wanted) {
    this.delayNanos = delayNanos;
    this.wanted = wanted;
  }

  /** From {@code now} on there are to be so many: those that have not been started go first. */
  void want(int replicas, long now) {
    if (replicas > wanted) {
      pending.addLast(new Pending(now + delayNanos, replicas - wanted));
    }
    int surplus = wanted - replicas;
    while (surplus > 0 && !pending.isEmpty()) {
      Pending newest = pending.removeLast();
      if (newest.replicas() > surplus) {
        pending.addLast(new Pending(newest.dueNanos(), newest.replicas() - surplus));
      }
      surplus -= Math.min(surplus, newest.replicas());
    }
    wanted = replicas;
  }

  int wanted() {
    return wanted;
  }

  /** How many are to be running by now. */
  int started(long now) {
    while (!pending.isEmpty() && pending.getFirst().dueNanos() <= now) {
      pending.removeFirst();
    }
    return wanted - pending.stream().mapToInt(Pending::replicas).sum();
  }
}
