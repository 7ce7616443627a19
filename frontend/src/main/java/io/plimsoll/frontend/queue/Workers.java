package io.plimsoll.frontend.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of one queue: polls that are parked in its {@link Lines}, polls that have an item,
 * and when either ends. What becomes of the items is the queue's to decide.
 */
final class Workers {

  private static final double NANOS = 1e9;

  private final String queue;
  private final Lines lines;
  private final Fifo<Poll> busy = new Fifo<>();
  private final Deadlines deadlines = new Deadlines();

  Workers(String queue, Lines lines) {
    this.queue = queue;
    this.lines = lines;
  }

  /** Polls that have an item. */
  int busy() {
    return busy.size();
  }

  void forEachBusy(Consumer<Poll> action) {
    busy.forEach(action);
  }

  /** How long a session worker's poll may be parked. */
  static long waitNanos(Poll poll) {
    return Math.round(poll.request().waitSeconds() * NANOS);
  }

  void park(Poll poll, long untilNanos) {
    poll.state = Poll.State.PARKED;
    lines.park(poll);
    deadlines.add(poll, untilNanos);
  }

  void unpark(Poll poll) {
    deadlines.remove(poll);
    lines.unpark(poll);
  }

  /** Ends a poll without an item: the queue is empty. */
  void nothing(Poll poll) {
    poll.state = Poll.State.DONE;
    poll.worker().nothing(poll, true, "Queue '" + queue + "' is empty");
  }

  /** A worker takes a poll back. Returns whether it was parked. */
  boolean takeBack(Poll poll) {
    if (poll.state != Poll.State.PARKED) {
      return false;
    }
    unpark(poll);
    nothing(poll);
    return true;
  }

  /** A poll that is not parked has an item from now on. */
  void take(Poll poll, Item item, long now) {
    item.poll = poll;
    poll.state = Poll.State.GIVEN;
    poll.item = item;
    poll.sinceNanos = now;
    busy.add(poll);
  }

  /** From {@code startNanos} on a poll with an item has the item's limit and the grace after it. */
  void limit(Poll poll, Item item, long startNanos, long graceNanos) {
    double limit = item.request().limitSeconds();
    if (limit > 0) {
      deadlines.add(poll, startNanos + Math.round(limit * NANOS) + graceNanos);
    }
  }

  /** A poll with an item, and no other deadline, ends then. */
  void endAt(Poll poll, long deadlineNanos) {
    deadlines.add(poll, deadlineNanos);
  }

  /** A poll with an item has no deadline any more. */
  void endNever(Poll poll) {
    deadlines.remove(poll);
  }

  /** The item of a poll that has one. */
  static Item itemOf(Poll poll) {
    Item item = poll.item;
    if (item == null) {
      throw new IllegalStateException("a poll without an item");
    }
    return item;
  }

  /** Ends a poll that has an item, and returns the item. */
  Item end(Poll poll, Poll.State state) {
    Item item = itemOf(poll);
    deadlines.remove(poll);
    busy.remove(poll);
    poll.state = state;
    poll.item = null;
    item.poll = null;
    return item;
  }

  /** The item of a poll that the worker has dealt with; null when it has none to deal with. */
  @Nullable Item replied(Poll poll, String what) {
    switch (poll.state) {
      case GIVEN -> {
        return end(poll, Poll.State.DONE);
      }
      case OVERDUE -> {
        poll.state = Poll.State.DONE;
        return null;
      }
      case PARKED -> unpark(poll);
      case NEW, DONE -> {}
    }
    poll.state = Poll.State.DONE;
    long id = poll.request().id();
    poll.worker().reject(poll, "Id: " + id + ": " + what + " without an item");
    return null;
  }

  /** Ends a poll whose worker is of no more use; returns the item that it had, or null. */
  @Nullable Item lost(Poll poll) {
    Item item = null;
    if (poll.state == Poll.State.PARKED) {
      unpark(poll);
    } else if (poll.state == Poll.State.GIVEN) {
      item = end(poll, Poll.State.DONE);
    }
    poll.state = Poll.State.DONE;
    return item;
  }

  /** When {@link #expire} has something to do; {@link Deadlines#NONE} = never. */
  long nextDeadlineNanos() {
    return deadlines.next();
  }

  /**
   * Ends parked polls whose wait is over.
   *
   * @param overdue called for each poll whose item took too long; it is to end it
   */
  void expire(long now, Consumer<Poll> overdue) {
    Poll poll;
    while ((poll = deadlines.pollDue(now)) != null) {
      if (poll.state == Poll.State.PARKED) {
        lines.unpark(poll);
        nothing(poll);
      } else {
        overdue.accept(poll);
      }
    }
  }

  /** What to say of a worker that took longer than the limit of its item. */
  static String tooLong(Poll poll, Item item, long graceNanos) {
    return poll.who()
        + " did not reply within the limit of "
        + item.request().limitSeconds()
        + " s and "
        + graceNanos / 1_000_000_000L
        + " s of grace";
  }

  /** The item of a worker is no longer wanted. */
  static void cancel(Item item) {
    if (item.poll != null) {
      item.poll.worker().cancel(item.poll);
    }
  }
}
