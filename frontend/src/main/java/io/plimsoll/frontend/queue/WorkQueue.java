package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * A work queue: hands the oldest item to the worker that has asked for the longest time, in the
 * same instant that both are there. An item whose worker vanished may go to another.
 */
public final class WorkQueue implements RequestQueue {

  private final String name;
  private final QueueRules rules;
  private final Ledger ledger;
  private final Lines lines = new Lines();
  private final Workers workers;
  private final QueueFigures figures;
  private @Nullable String closedBecause;
  private boolean hadSessionWorker;
  private boolean hadClassicWorker;

  public WorkQueue(String name, QueueRules rules, long now) {
    this.name = name;
    this.rules = rules;
    QueueStats stats = new QueueStats(now);
    this.ledger = new Ledger(stats);
    this.workers = new Workers(name, lines);
    this.figures = new QueueFigures(name, stats, ledger, lines, workers);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public QueueFigures figures() {
    return figures;
  }

  // Clients

  @Override
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
      workers.unpark(poll);
      give(poll, item, now);
    }
  }

  @Override
  public void withdraw(Item item, long now) {
    Reply error = Reply.error(Reply.NO_ID, "withdrawn by the client");
    if (item.state == Item.State.WAITING) {
      lines.remove(item);
      ledger.fail(item, error, now);
    } else if (item.state == Item.State.RUNNING) {
      Workers.cancel(item);
      ledger.failRunning(item, error, now);
    }
  }

  @Override
  public void clientGone(Item item, long now) {
    if (item.state == Item.State.WAITING) {
      lines.remove(item);
      ledger.disconnect(item);
    } else if (item.state == Item.State.RUNNING) {
      Workers.cancel(item);
      ledger.disconnectRunning(item);
    }
  }

  // Workers

  @Override
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
    long waitNanos = poll.session() ? Workers.waitNanos(poll) : rules.classicWaitNanos();
    boolean leaving = closedBecause != null && !poll.session();
    if (waitNanos <= 0 || leaving) {
      workers.nothing(poll);
    } else {
      workers.park(poll, now + waitNanos);
    }
  }

  @Override
  public void takeBack(Poll poll, long now) {
    workers.takeBack(poll);
  }

  /** It goes to the head of the queue. */
  @Override
  public void giveBack(Poll poll, long now) {
    Item item = workers.replied(poll, "Return");
    if (item != null && !ledger.settled(item)) {
      item.deliveries--;
      // It was never out of the queue, so it has waited all the while.
      requeue(item, poll.sinceNanos, now);
    }
  }

  /** Means nothing: an item of a work queue starts when its worker has it. */
  @Override
  public void ready(Poll poll, long now) {}

  @Override
  public void reply(Poll poll, Reply reply, long now) {
    Item item = workers.replied(poll, "reply");
    if (item != null) {
      ledger.reply(item, reply);
    }
  }

  @Override
  public void progress(Poll poll, Progress progress, long now) {
    Item item = poll.item;
    if (poll.state == Poll.State.GIVEN && item != null && item.state == Item.State.RUNNING) {
      item.client().progress(item, progress);
    }
  }

  @Override
  public void workerGone(Poll poll, long now) {
    lost(poll, true, poll.who() + " vanished before it replied", now);
  }

  @Override
  public void invalidReply(Poll poll, String why, long now) {
    lost(poll, false, "invalid reply from " + poll.who() + ": " + why, now);
  }

  // Time

  @Override
  public long nextDeadlineNanos() {
    return workers.nextDeadlineNanos();
  }

  @Override
  public void expire(long now) {
    workers.expire(now, poll -> overdue(poll, now));
  }

  // The end

  @Override
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
            workers.unpark(poll);
            workers.nothing(poll);
          }
        });
  }

  @Override
  public void abandonRunning(String why, long now) {
    workers.forEachBusy(
        poll -> {
          Item item = workers.end(poll, Poll.State.OVERDUE);
          if (!ledger.settled(item)) {
            ledger.fail(item, Reply.error(Reply.NO_ID, why), now);
          }
        });
  }

  /** Requests that wait. */
  int waiting() {
    return lines.items();
  }

  @Override
  public int running() {
    return workers.busy();
  }

  // Inside

  private void give(Poll poll, Item item, long now) {
    ledger.handOut(item, now);
    workers.take(poll, item, now);
    workers.limit(poll, item, now, rules.graceNanos());
    long id = poll.request().id();
    poll.worker()
        .give(poll, new WorkItem(id, item.request().args(), item.request().limitSeconds()));
  }

  private void overdue(Poll poll, long now) {
    Item item = workers.end(poll, Poll.State.OVERDUE);
    poll.worker().vanished(poll);
    retryOrFail(item, poll, true, Workers.tooLong(poll, item, rules.graceNanos()), now);
  }

  private void lost(Poll poll, boolean redeliver, String why, long now) {
    Item item = workers.lost(poll);
    if (item != null) {
      retryOrFail(item, poll, redeliver, why, now);
    }
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
      workers.unpark(next);
      give(next, item, now);
    } else {
      lines.restore(item);
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
