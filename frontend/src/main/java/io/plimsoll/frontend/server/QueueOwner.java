package io.plimsoll.frontend.server;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.frontend.queue.Item;
import io.plimsoll.frontend.queue.Poll;
import io.plimsoll.frontend.queue.QueueFigures;
import io.plimsoll.frontend.queue.QueueSnapshot;
import io.plimsoll.frontend.queue.RequestQueue;
import io.plimsoll.frontend.queue.WorkerInfo;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a {@link RequestQueue}: hops to the queue's event loop where the caller is not on
 * it, reads the clock, and keeps the queue's one timer. May be called from any thread.
 */
final class QueueOwner {

  /** A loop never waits for anything: one that is as late was stopped, or its machine was. */
  private static final long STOPPED_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** For a loop that was stopped to read what has come meanwhile. */
  private static final long CATCH_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final RequestQueue queue;
  private final EventLoop loop;
  private final int maxReplyBytes;

  private @Nullable ScheduledFuture<?> timer;
  private long timerNanos = Long.MAX_VALUE;

  /** No deadline passes before that. */
  private long caughtUpNanos = Long.MIN_VALUE;

  private @Nullable CompletableFuture<Void> idle;

  /**
   * @param maxReplyBytes most bytes of a session worker's reply
   */
  QueueOwner(RequestQueue queue, EventLoop loop, int maxReplyBytes) {
    this.queue = queue;
    this.loop = loop;
    this.maxReplyBytes = maxReplyBytes;
  }

  String name() {
    return queue.name();
  }

  /** Most bytes of a session worker's reply. */
  int maxReplyBytes() {
    return maxReplyBytes;
  }

  /**
   * Whether the calling thread is the queue's own, so that calls take effect before they return.
   */
  boolean isHere() {
    return loop.inEventLoop();
  }

  void add(Item item) {
    run(() -> queue.add(item, now()));
  }

  void withdraw(Item item) {
    run(() -> queue.withdraw(item, now()));
  }

  void clientGone(Item item) {
    run(() -> queue.clientGone(item, now()));
  }

  void ask(Poll poll) {
    run(() -> queue.ask(poll, now()));
  }

  void takeBack(Poll poll) {
    run(() -> queue.takeBack(poll, now()));
  }

  void giveBack(Poll poll) {
    run(() -> queue.giveBack(poll, now()));
  }

  void ready(Poll poll) {
    run(() -> queue.ready(poll, now()));
  }

  void reply(Poll poll, Reply reply) {
    run(() -> queue.reply(poll, reply, now()));
  }

  void progress(Poll poll, Progress progress) {
    run(() -> queue.progress(poll, progress, now()));
  }

  void workerGone(Poll poll) {
    run(() -> queue.workerGone(poll, now()));
  }

  void invalidReply(Poll poll, String why) {
    run(() -> queue.invalidReply(poll, why, now()));
  }

  /** Runs {@code then} once the queue has dealt with everything handed to it before. */
  void fence(Runnable then) {
    run(then);
  }

  /** See {@link QueueFigures#scrape}. */
  CompletableFuture<QueueSnapshot> scrape(String scraper) {
    return get(() -> queue.figures().scrape(scraper, now()));
  }

  /** See {@link QueueFigures#sinceLog}. */
  CompletableFuture<QueueSnapshot> sinceLog() {
    return get(() -> queue.figures().sinceLog());
  }

  /** See {@link QueueFigures#closeLogPeriod}. */
  CompletableFuture<QueueSnapshot> closeLogPeriod() {
    return get(() -> queue.figures().closeLogPeriod());
  }

  CompletableFuture<List<WorkerInfo>> workers() {
    return get(
        () -> {
          List<WorkerInfo> workers = new ArrayList<>();
          queue.figures().forEachWorker(now(), workers::add);
          return workers;
        });
  }

  /**
   * Refuses new requests and answers the waiting ones with an error.
   *
   * @return done when nothing runs any more
   */
  CompletableFuture<Void> drain(String why) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    run(
        () -> {
          idle = done;
          queue.close(why, now());
        });
    return done;
  }

  /** Answers what still runs with an error. */
  CompletableFuture<Void> abandonRunning(String why) {
    return get(() -> {
          queue.abandonRunning(why, now());
          return queue;
        })
        .thenAccept(done -> {});
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  private <T> CompletableFuture<T> get(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    run(() -> answer.complete(question.get()));
    return answer;
  }

  private void run(Runnable action) {
    Hop.to(loop, () -> onLoop(action));
  }

  private void onLoop(Runnable action) {
    action.run();
    long next = Math.max(queue.nextDeadlineNanos(), caughtUpNanos);
    if (next < timerNanos) {
      arm(next);
    }
    if (idle != null && queue.running() == 0) {
      idle.complete(null);
    }
  }

  /** Only an earlier deadline moves the timer; one that has gone just finds nothing to do. */
  private void arm(long deadlineNanos) {
    if (timer != null) {
      timer.cancel(false);
    }
    timerNanos = deadlineNanos;
    timer = loop.schedule(this::expire, Math.max(0, deadlineNanos - now()), TimeUnit.NANOSECONDS);
  }

  /**
   * When all of this was stopped, deadlines have passed that were kept: the replies are here, but
   * not read yet. They are read first.
   */
  private void expire() {
    long lateNanos = now() - timerNanos;
    timer = null;
    timerNanos = Long.MAX_VALUE;
    if (lateNanos > STOPPED_NANOS) {
      caughtUpNanos = now() + CATCH_UP_NANOS;
      onLoop(() -> {});
    } else {
      onLoop(() -> queue.expire(now()));
    }
  }
}
