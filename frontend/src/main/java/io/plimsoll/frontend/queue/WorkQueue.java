package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A work queue: hands the oldest item to the worker that has asked for the longest time, in the
 * same instant that both are there, and sees to it that every accepted item is answered exactly
 * once.
 *
 * <p>Pure: {@code now} is nanoseconds of a monotonic clock that never goes back from call to call.
 * Whoever owns the queue calls {@link #expire} when {@link #nextDeadlineNanos} has come.
 */
public final class WorkQueue {

  private static final double NANOS = 1e9;

  private final String name;
  private final QueueRules rules;
  private final QueueStats stats;
  private final Ledger ledger;
  private final Lines lines = new Lines();
  private final Fifo<Poll> given = new Fifo<>();
  private final Deadlines deadlines = new Deadlines();
  private @Nullable String closedBecause;
  private boolean hadSessionWorker;
  private boolean hadClassicWorker;

  public WorkQueue(String name, QueueRules rules, long now) {
    this.name = name;
    this.rules = rules;
    this.stats = new QueueStats(now);
    this.ledger = new Ledger(stats);
  }

  public String name() {
    return name;
  }

  // Clients

  /** A request arrives: it is given to a worker, or waits, or is refused. */
  public void add(Item item, long now) {
    if (closedBecause != null) {
      ledger.reject(item, Rejection.CLOSED, closedBecause);
      return;
    }
    if (item.request().runners() > 0) {
      ledger.reject(
          item, Rejection.RUNNERS, "Runners: '" + name + "' is a work queue and has no runners");
      return;
    }
    if (!item.fitsClassic() && onlyClassicWorkers()) {
      ledger.reject(item, Rejection.TOO_LARGE, tooLongForClassic());
      return;
    }
    Poll poll = lines.pollFor(item);
    if (poll == null && rules.capacity() > 0 && lines.items() >= rules.capacity()) {
      ledger.reject(
          item, Rejection.FULL, "Queue '" + name + "' is full (capacity " + rules.capacity() + ")");
      return;
    }
    ledger.accept(item, now);
    lines.arrived(item);
    if (poll == null) {
      item.state = Item.State.WAITING;
      lines.append(item);
    } else {
      unpark(poll);
      give(poll, item, now);
    }
  }

  /**
   * The client withdraws a request; it is answered with an error, unless it was answered before.
   */
  public void withdraw(Item item, long now) {
    Reply error = Reply.error(Reply.NO_ID, "withdrawn by the client");
    if (item.state == Item.State.WAITING) {
      lines.remove(item);
      ledger.fail(item, error, now);
    } else if (item.state == Item.State.RUNNING) {
      cancel(item);
      ledger.failRunning(item, error, now);
    }
  }

  /** The client of a request has gone. Nothing can be told to it any more. */
  public void clientGone(Item item) {
    if (item.state == Item.State.WAITING) {
      lines.remove(item);
      ledger.disconnect(item);
    } else if (item.state == Item.State.RUNNING) {
      cancel(item);
      ledger.disconnectRunning(item);
    }
  }

  // Workers

  /** A worker asks: it gets the oldest item, or waits, or is told that there is none. */
  public void ask(Poll poll, long now) {
    hadSessionWorker |= poll.session();
    hadClassicWorker |= !poll.session();
    if (onlyClassicWorkers()) {
      lines.forEachLongItem(
          item -> {
            lines.remove(item);
            ledger.fail(item, Reply.error(Reply.NO_ID, tooLongForClassic()), now);
          });
    }
    poll.sinceNanos = now;
    Item item = lines.itemFor(poll);
    if (item != null) {
      lines.remove(item);
      give(poll, item, now);
      return;
    }
    long waitNanos =
        poll.session()
            ? Math.round(poll.request().waitSeconds() * NANOS)
            : rules.classicWaitNanos();
    boolean leaving = closedBecause != null && !poll.session();
    if (waitNanos <= 0 || leaving) {
      nothing(poll);
    } else {
      poll.state = Poll.State.PARKED;
      lines.park(poll);
      deadlines.add(poll, now + waitNanos);
    }
  }

  /** A worker takes a parked poll back; one that has an item, or is over, stays as it is. */
  public void takeBack(Poll poll) {
    if (poll.state == Poll.State.PARKED) {
      unpark(poll);
      nothing(poll);
    }
  }

  /** A worker returns an item that it has not begun: it goes to the head of the queue. */
  public void giveBack(Poll poll, long now) {
    Item item = replied(poll, "Return");
    if (item != null && !ledger.settled(item)) {
      item.deliveries--;
      // It was never out of the queue, so it has waited all the while.
      requeue(item, poll.sinceNanos, now);
    }
  }

  /** A worker's reply; its wait time is stamped here. */
  public void reply(Poll poll, Reply reply) {
    Item item = replied(poll, "reply");
    if (item != null) {
      ledger.reply(item, reply);
    }
  }

  /** A worker's interim message. */
  public void progress(Poll poll, Progress progress) {
    Item item = poll.item;
    if (poll.state == Poll.State.GIVEN && item != null && item.state == Item.State.RUNNING) {
      item.client().progress(item, progress);
    }
  }

  /** A worker has gone: its parked polls with it, and its item goes to another or fails. */
  public void workerGone(Poll poll, long now) {
    lost(poll, true, poll.who() + " vanished before it replied", now);
  }

  /** A worker sent something that is no reply: its item fails. */
  public void invalidReply(Poll poll, String why, long now) {
    lost(poll, false, "invalid reply from " + poll.who() + ": " + why, now);
  }

  // Time

  /** When {@link #expire} is to be called next; {@link Long#MAX_VALUE} = there is no need. */
  public long nextDeadlineNanos() {
    return deadlines.next();
  }

  /** Ends what has waited or run for too long. */
  public void expire(long now) {
    Poll poll;
    while ((poll = deadlines.pollDue(now)) != null) {
      if (poll.state == Poll.State.PARKED) {
        lines.unpark(poll);
        nothing(poll);
      } else {
        overdue(poll, now);
      }
    }
  }

  // The end

  /**
   * From now on requests are refused; those that wait are answered with the same error. Classic
   * polls are told that the queue is empty, since their workers wait for an object; session workers
   * see their connection end, which is what they retry on.
   */
  public void close(String why, long now) {
    closedBecause = why;
    lines.forEachItem(
        item -> {
          lines.remove(item);
          ledger.fail(item, Reply.error(Reply.NO_ID, why), now);
        });
    lines.forEachPoll(
        poll -> {
          if (!poll.session()) {
            unpark(poll);
            nothing(poll);
          }
        });
  }

  /** Answers what still runs with an error. */
  public void abandonRunning(String why, long now) {
    given.forEach(
        poll -> {
          Item item = end(poll, Poll.State.OVERDUE);
          if (!ledger.settled(item)) {
            ledger.fail(item, Reply.error(Reply.NO_ID, why), now);
          }
        });
  }

  // Figures

  /** Requests that wait. */
  public int waiting() {
    return lines.items();
  }

  /** Items that workers have, also those whose client has left. */
  public int running() {
    return given.size();
  }

  /** The queue for one scraper, with the maxima since its last scrape. */
  public QueueSnapshot scrape(String scraper, long now) {
    return snapshot(stats.scrape(scraper, now));
  }

  /** The queue with the maxima since the last log line. */
  public QueueSnapshot sinceLog() {
    return snapshot(stats.sinceLog());
  }

  /** The queue with the maxima since the last log line, and a new period. */
  public QueueSnapshot closeLogPeriod() {
    return snapshot(stats.closeLogPeriod());
  }

  /** Calls {@code action} for each parked poll, then for each whose item runs. */
  public void forEachWorker(long now, Consumer<WorkerInfo> action) {
    Consumer<Poll> tell =
        poll ->
            action.accept(
                new WorkerInfo(
                    name,
                    poll.worker().address(),
                    poll.request().pod(),
                    poll.request().node(),
                    poll.state == Poll.State.GIVEN,
                    now - poll.sinceNanos));
    lines.forEachPoll(tell);
    given.forEach(tell);
  }

  private QueueSnapshot snapshot(Maxima maxima) {
    return new QueueSnapshot(
        name, waiting(), running(), ledger.abandoned(), lines.polls(), stats.counts(), maxima);
  }

  // Inside

  private void give(Poll poll, Item item, long now) {
    ledger.handOut(item, now);
    item.poll = poll;
    poll.state = Poll.State.GIVEN;
    poll.item = item;
    poll.sinceNanos = now;
    given.add(poll);
    double limit = item.request().limitSeconds();
    if (limit > 0) {
      deadlines.add(poll, now + Math.round(limit * NANOS) + rules.graceNanos());
    }
    poll.worker().give(poll, item);
  }

  private void nothing(Poll poll) {
    poll.state = Poll.State.DONE;
    poll.worker().nothing(poll, true, "Queue '" + name + "' is empty");
  }

  private void unpark(Poll poll) {
    deadlines.remove(poll);
    lines.unpark(poll);
  }

  /** Ends a poll that has an item, and returns the item. */
  private Item end(Poll poll, Poll.State state) {
    Item item = poll.item;
    if (item == null) {
      throw new IllegalStateException("a poll without an item");
    }
    deadlines.remove(poll);
    given.remove(poll);
    poll.state = state;
    poll.item = null;
    item.poll = null;
    return item;
  }

  /** The item of a poll that the worker has dealt with; null when it has none to deal with. */
  private @Nullable Item replied(Poll poll, String what) {
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

  private void overdue(Poll poll, long now) {
    Item item = end(poll, Poll.State.OVERDUE);
    poll.worker().vanished(poll);
    String why =
        poll.who()
            + " did not reply within the limit of "
            + item.request().limitSeconds()
            + " s and "
            + rules.graceNanos() / 1_000_000_000L
            + " s of grace";
    retryOrFail(item, poll, true, why, now);
  }

  private void lost(Poll poll, boolean redeliver, String why, long now) {
    if (poll.state == Poll.State.PARKED) {
      unpark(poll);
    }
    if (poll.state == Poll.State.GIVEN) {
      retryOrFail(end(poll, Poll.State.DONE), poll, redeliver, why, now);
    }
    poll.state = Poll.State.DONE;
  }

  private void retryOrFail(Item item, Poll poll, boolean redeliver, String why, long now) {
    if (ledger.settled(item)) {
      return;
    }
    if (redeliver && item.deliveries <= rules.redeliver() && closedBecause == null) {
      requeue(item, now, now);
    } else {
      ledger.fail(
          item, Reply.error(Reply.NO_ID, poll.request().pod(), poll.request().node(), why), now);
    }
  }

  /** Puts an item back, and hands it to a worker that waits. */
  private void requeue(Item item, long waitingSince, long now) {
    item.state = Item.State.WAITING;
    item.waitingSinceNanos = waitingSince;
    if (closedBecause != null) {
      ledger.fail(item, Reply.error(Reply.NO_ID, closedBecause), now);
      return;
    }
    Poll next = lines.pollFor(item);
    if (next != null) {
      unpark(next);
      give(next, item, now);
    } else {
      lines.restore(item);
    }
  }

  /** The item of a worker is no longer wanted. */
  private static void cancel(Item item) {
    if (item.poll != null) {
      item.poll.worker().cancel(item.poll);
    }
  }

  private boolean onlyClassicWorkers() {
    return hadClassicWorker && !hadSessionWorker;
  }

  private String tooLongForClassic() {
    return "request too long for the workers of queue '"
        + name
        + "', which are all classic (expected: a work item of at most 1024 bytes)";
  }
}
