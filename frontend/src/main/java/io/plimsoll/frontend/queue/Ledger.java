package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Reply;

/**
 * Answers items and counts: the one place where an item becomes done, so that each is answered and
 * counted exactly once.
 */
final class Ledger {

  private static final double NANOS = 1e9;

  private final QueueStats stats;
  private int abandoned;

  Ledger(QueueStats stats) {
    this.stats = stats;
  }

  /** Items that run although their client is dealt with. */
  int abandoned() {
    return abandoned;
  }

  /** A request is not accepted. */
  void reject(Item item, Rejection reason, String why) {
    stats.rejected(reason);
    item.state = Item.State.DONE;
    item.client().answer(item, Reply.error(Reply.NO_ID, why));
  }

  /** A request is accepted. */
  void accept(Item item, long now) {
    stats.accepted();
    item.waitingSinceNanos = now;
  }

  /** An item goes to a worker. */
  void handOut(Item item, long now) {
    item.state = Item.State.RUNNING;
    item.waitedNanos += now - item.waitingSinceNanos;
    item.deliveries++;
    stats.waited(item.waitedNanos / NANOS);
  }

  /** A worker has replied. */
  void reply(Item item, Reply reply) {
    Reply stamped = reply.withWait(item.waitedNanos / NANOS);
    stats.ran(stamped);
    if (!settled(item)) {
      stats.answered(stamped);
      item.state = Item.State.DONE;
      item.client().answer(item, stamped);
    }
  }

  /** An item that nobody works on ends with an error. */
  void fail(Item item, Reply error, long now) {
    double waitedSeconds = waitedSeconds(item, now);
    stats.failed();
    item.state = Item.State.DONE;
    item.client().answer(item, error.withWait(waitedSeconds));
  }

  /** The client of a waiting item has gone. */
  void disconnect(Item item) {
    stats.disconnected();
    item.state = Item.State.DONE;
  }

  /** The client of a running item has gone; a worker is still at it. */
  void disconnectRunning(Item item) {
    stats.disconnected();
    abandon(item);
  }

  /** The client of a running item is answered with an error; a worker is still at it. */
  void failRunning(Item item, Reply error, long now) {
    fail(item, error, now);
    abandon(item);
  }

  /** Whether the client of an item that no worker has any more was dealt with before. */
  boolean settled(Item item) {
    if (item.state == Item.State.ABANDONED) {
      abandoned--;
      item.state = Item.State.DONE;
      return true;
    }
    return false;
  }

  private void abandon(Item item) {
    item.state = Item.State.ABANDONED;
    abandoned++;
  }

  /** Time in the queue until now, or until it was handed out. */
  static double waitedSeconds(Item item, long now) {
    boolean waits = item.state == Item.State.WAITING;
    return (item.waitedNanos + (waits ? now - item.waitingSinceNanos : 0)) / NANOS;
  }
}
