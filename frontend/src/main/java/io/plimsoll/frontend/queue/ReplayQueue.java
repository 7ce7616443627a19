package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.ReplayCounts;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.WorkItem;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A replay queue: the gang at the head waits until as many session workers are parked as it has
 * runners, then all get their items in one pass; when all are ready, all are told to start in one
 * pass. Nothing is ever redelivered.
 *
 * <p>Each runner is an item of its own in {@link Lines}, {@link Ledger} and {@link Workers}, so
 * that all figures count runners; the runners of a gang stand next to each other.
 */
public final class ReplayQueue implements RequestQueue {

  private final String name;
  private final ReplayRules rules;
  private final Function<ReplayCounts, RawJson> toJson;
  private final Ledger ledger;
  private final Lines lines = new Lines();
  private final Workers workers;
  private final QueueFigures figures;
  private final ProgressFeed feed = new ProgressFeed(this::workersFor);
  private int waitingGangs;
  private @Nullable String closedBecause;

  /**
   * @param toJson writes the {@code Result} of a final reply
   */
  public ReplayQueue(
      String name, ReplayRules rules, Function<ReplayCounts, RawJson> toJson, long now) {
    this.name = name;
    this.rules = rules;
    this.toJson = toJson;
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
    boolean startsNow = waitingGangs == 0 && lines.polls() >= Gang.size(item.request());
    if (!startsNow && rules.capacity() > 0 && waitingGangs >= rules.capacity()) {
      ledger.reject(
          item, Rejection.FULL, "Queue '" + name + "' is full (capacity " + rules.capacity() + ")");
      return;
    }
    Gang gang = new Gang(item, toJson);
    for (Item runner : gang.runners()) {
      ledger.accept(runner, now);
      runner.state = Item.State.WAITING;
      lines.arrived(runner);
      lines.append(runner);
    }
    waitingGangs++;
    if (!startsNow) {
      feed.phase(gang, now);
    }
    match(now);
  }

  @Override
  public void withdraw(Item item, long now) {
    if (item.gang != null && !item.gang.isOver()) {
      end(item.gang, Reply.error(Reply.NO_ID, "withdrawn by the client"), now);
    }
  }

  @Override
  public void clientGone(Item item, long now) {
    Gang gang = item.gang;
    if (gang == null || gang.isOver()) {
      return;
    }
    boolean waited = gang.phase() == Phase.GATHERING;
    gang.forget();
    for (Item runner : gang.runners()) {
      if (runner.state == Item.State.WAITING) {
        lines.remove(runner);
        ledger.disconnect(runner);
      } else if (runner.state == Item.State.RUNNING) {
        Workers.cancel(runner);
        ledger.disconnectRunning(runner);
      }
    }
    leave(gang, waited, now);
  }

  // Workers

  @Override
  public void ask(Poll poll, long now) {
    poll.sinceNanos = now;
    if (!poll.session()) {
      poll.state = Poll.State.DONE;
      poll.worker()
          .nothing(
              poll,
              false,
              "Queue '" + name + "' is a replay queue (expected: a worker that speaks sessions)");
      return;
    }
    long waitNanos = Workers.waitNanos(poll);
    Item head = lines.firstItem();
    boolean completes = head != null && lines.polls() + 1 >= gang(head).size();
    if (waitNanos > 0 || completes) {
      workers.park(poll, now + waitNanos);
      match(now);
    } else {
      workers.nothing(poll);
    }
  }

  @Override
  public void takeBack(Poll poll, long now) {
    if (workers.takeBack(poll)) {
      match(now);
    }
  }

  /** Before the start that ends the gang, as any failure does; after it the runner has failed. */
  @Override
  public void giveBack(Poll poll, long now) {
    Item runner = workers.replied(poll, "Return");
    if (runner == null) {
      match(now); // It may have been parked.
    } else {
      failed(runner, poll, poll.who() + " returned its partition", now);
    }
  }

  @Override
  public void ready(Poll poll, long now) {
    Item runner = poll.item;
    if (runner == null || runner.ready || runner.state != Item.State.RUNNING) {
      return;
    }
    runner.ready = true;
    workers.endNever(poll);
    Gang gang = gang(runner);
    if (gang.ready()) {
      go(gang, now);
    } else {
      feed.changed(gang, now);
    }
  }

  @Override
  public void reply(Poll poll, Reply reply, long now) {
    Item runner = workers.replied(poll, "reply");
    if (runner == null) {
      match(now); // It may have been parked.
      return;
    }
    Gang gang = gang(runner);
    if (gang.phase() == Phase.RUNNING || gang.isOver()) {
      ledger.reply(runner, reply);
    } else if (reply.failed()) {
      failed(runner, poll, poll.who() + ": " + GangFailures.why(reply), now);
    } else {
      failed(runner, poll, poll.who() + " replied before it was told to start", now);
    }
    finished(gang);
  }

  @Override
  public void progress(Poll poll, Progress progress, long now) {
    Item runner = poll.item;
    if (runner != null
        && runner.state == Item.State.RUNNING
        && gang(runner).phase() == Phase.RUNNING) {
      runner.client().progress(runner, progress);
      feed.changed(gang(runner), now);
    }
  }

  @Override
  public void workerGone(Poll poll, long now) {
    lost(poll, poll.who() + " vanished before it replied", now);
  }

  @Override
  public void invalidReply(Poll poll, String why, long now) {
    lost(poll, "invalid reply from " + poll.who() + ": " + why, now);
  }

  // Time

  @Override
  public long nextDeadlineNanos() {
    long workersNext = workers.nextDeadlineNanos();
    long feedNext = feed.nextDeadlineNanos();
    return Math.min(workersNext, feedNext);
  }

  @Override
  public void expire(long now) {
    int parked = lines.polls();
    workers.expire(now, poll -> overdue(poll, now));
    if (lines.polls() != parked) {
      match(now);
    }
    feed.expire(now);
  }

  // The end

  @Override
  public void close(String why, long now) {
    closedBecause = why;
    Reply error = Reply.error(Reply.NO_ID, why);
    Item head;
    while ((head = lines.firstItem()) != null) {
      end(gang(head), error, now);
    }
  }

  @Override
  public void abandonRunning(String why, long now) {
    Reply error = Reply.error(Reply.NO_ID, why);
    workers.forEachBusy(
        poll -> {
          Gang gang = gang(Workers.itemOf(poll));
          if (!gang.isOver()) {
            end(gang, error, now);
          }
          ledger.settled(workers.end(poll, Poll.State.OVERDUE));
        });
  }

  @Override
  public int running() {
    return workers.busy();
  }

  // Inside

  /** Hands out gangs from the head for as long as there are workers enough. */
  private void match(long now) {
    Item head;
    while ((head = lines.firstItem()) != null && lines.polls() >= gang(head).size()) {
      handOut(gang(head), now);
    }
    if (head != null && gang(head).toldWorkers != lines.polls()) {
      feed.changed(gang(head), now);
    }
  }

  private void handOut(Gang gang, long now) {
    waitingGangs--;
    gang.loading();
    for (Item runner : gang.runners()) {
      Poll poll = lines.firstSessionPoll();
      if (poll == null) {
        throw new IllegalStateException("fewer workers than runners");
      }
      workers.unpark(poll);
      lines.remove(runner);
      ledger.handOut(runner, now);
      workers.take(poll, runner, now);
      workers.endAt(poll, now + rules.readyNanos());
      Request request = runner.request();
      poll.worker()
          .give(
              poll,
              new WorkItem(
                  poll.request().id(),
                  request.args(),
                  request.limitSeconds(),
                  runner.runner,
                  gang.size()));
    }
    feed.phase(gang, now);
  }

  private void go(Gang gang, long now) {
    gang.running();
    for (Item runner : gang.runners()) {
      Poll poll = runner.poll;
      if (poll == null) {
        throw new IllegalStateException("a runner that is ready without a worker");
      }
      workers.limit(poll, runner, now, rules.graceNanos());
      poll.worker().go(poll);
    }
    feed.phase(gang, now);
  }

  private void overdue(Poll poll, long now) {
    Item runner = workers.end(poll, Poll.State.OVERDUE);
    poll.worker().vanished(poll);
    String why =
        runner.ready
            ? Workers.tooLong(poll, runner, rules.graceNanos())
            : poll.who() + " was not ready within " + rules.readyNanos() / 1e9 + " s";
    failed(runner, poll, why, now);
  }

  private void lost(Poll poll, String why, long now) {
    boolean parked = poll.state == Poll.State.PARKED;
    Item runner = workers.lost(poll);
    if (runner != null) {
      failed(runner, poll, why, now);
    } else if (parked) {
      match(now);
    }
  }

  /** No worker has this runner any more, and none will. */
  private void failed(Item runner, Poll poll, String why, long now) {
    if (ledger.settled(runner)) {
      return;
    }
    Gang gang = gang(runner);
    String pod = poll.request().pod();
    String node = poll.request().node();
    if (gang.phase() == Phase.RUNNING) {
      ledger.fail(runner, Reply.error(Reply.NO_ID, pod, node, why), now);
      finished(gang);
    } else {
      String text =
          "runner " + runner.runner + " of " + gang.size() + " failed before the start: " + why;
      end(gang, Reply.error(Reply.NO_ID, pod, node, text), now);
    }
  }

  /** Answers a gang with an error; workers that are at it are told to stop. */
  private void end(Gang gang, Reply error, long now) {
    boolean waited = gang.phase() == Phase.GATHERING;
    double waitedSeconds = Ledger.waitedSeconds(gang.runners().get(0), now);
    gang.forget();
    for (Item runner : gang.runners()) {
      if (runner.state == Item.State.WAITING) {
        lines.remove(runner);
        ledger.fail(runner, error, now);
      } else if (runner.state == Item.State.RUNNING && runner.poll == null) {
        ledger.fail(runner, error, now);
      } else if (runner.state == Item.State.RUNNING) {
        Workers.cancel(runner);
        ledger.failRunning(runner, error, now);
      }
    }
    gang.refuse(error.withWait(waitedSeconds));
    leave(gang, waited, now);
  }

  /** Forgets a gang that has just ended. */
  private void finished(Gang gang) {
    if (gang.isOver()) {
      feed.forget(gang);
    }
  }

  private void leave(Gang gang, boolean waited, long now) {
    feed.forget(gang);
    if (waited) {
      waitingGangs--;
      if (closedBecause == null) {
        match(now);
      }
    }
  }

  /** How many of the parked workers are there for a gang: all, if it is at the head. */
  private int workersFor(Gang gang) {
    Item head = lines.firstItem();
    return head != null && gang(head) == gang ? lines.polls() : 0;
  }

  private static Gang gang(Item runner) {
    Gang gang = runner.gang;
    if (gang == null) {
      throw new IllegalStateException("a runner without a gang");
    }
    return gang;
  }
}
