package io.plimsoll.kfp;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows any number of runs to their ends with one poller: a thousand runs are a handful of pages
 * of a list, not a thousand requests. Thread-safe.
 *
 * <p>All state lives on the one thread of a timer, that of the {@link KfpApi}. A round asks for
 * pages of the namespace's runs, newest first, until each run that is followed has been seen, or
 * only older ones can come; what was not seen, or is all there is, is asked for by itself. There is
 * never more than one request of it under way.
 */
public final class RunFollower {

  /** So few are asked for one by one: a page may hold two hundred others. */
  private static final int SINGLE = 3;

  /** Of a round; the rest has its turn in the next. */
  private static final int SINGLES_PER_ROUND = 20;

  /** Of a round: others may have started thousands of runs since. */
  private static final int PAGES_PER_ROUND = 20;

  /** The server's clock stamps what is created, also before its answer to us. */
  private static final Duration CREATED_EARLIER = Duration.ofSeconds(5);

  private final KfpApi api;
  private final Polling polling;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoClock;
  private final Map<String, Followed> runs = new HashMap<>();
  private @Nullable Future<?> next;
  private boolean asking;
  private int quietRounds;
  private int requests;
  private long failingSince;
  private boolean failing;

  /** One that is followed. */
  private static final class Followed {
    final CompletableFuture<Run> end = new CompletableFuture<>();
    final long deadlineNanos;
    Run last;

    Followed(Run run, long deadlineNanos) {
      this.last = run;
      this.deadlineNanos = deadlineNanos;
    }
  }

  /** What a round has seen and has still to ask for. */
  private final class Round {
    private final Map<String, Followed> unseen = new HashMap<>(runs);
    private final @Nullable Instant oldest = oldest();
    private int pages;
    private boolean changed;

    private @Nullable Instant oldest() {
      Instant found = null;
      for (Followed run : runs.values()) {
        Instant created = run.last.createdAt();
        if (created == null) {
          return null;
        }
        found = found == null || created.isBefore(found) ? created : found;
      }
      return found == null ? null : found.minus(CREATED_EARLIER);
    }
  }

  /** Follows nothing yet. */
  public RunFollower(KfpApi api, Polling polling) {
    this(api, polling, System::nanoTime);
  }

  RunFollower(KfpApi api, Polling polling, LongSupplier nanoClock) {
    this.api = api;
    this.polling = polling;
    this.timer = api.timer();
    this.nanoClock = nanoClock;
  }

  /**
   * The run once it is over. Fails with a {@link KfpException} if it is not over within the time,
   * is gone, or if the API has failed for too long; the run goes on then. Who cancels the future is
   * not told any more.
   *
   * @param run as it was created
   * @param most how long to wait
   */
  public CompletableFuture<Run> follow(Run run, Duration most) {
    Followed followed = new Followed(run, nanoClock.getAsLong() + most.toNanos());
    followed.end.whenComplete((ended, failure) -> onTimer(() -> onForget(run.id(), followed)));
    onTimer(() -> onFollow(followed));
    return followed.end;
  }

  private void onTimer(Runnable task) {
    try {
      timer.execute(task);
    } catch (RejectedExecutionException e) {
      // The API is closed: nobody waits any more.
    }
  }

  private void onFollow(Followed followed) {
    if (followed.end.isDone()) {
      return;
    }
    runs.put(followed.last.id(), followed);
    quietRounds = 0;
    schedule();
  }

  private void onForget(String id, Followed followed) {
    runs.remove(id, followed);
    if (runs.isEmpty() && next != null) {
      next.cancel(false);
      next = null;
    }
  }

  private void schedule() {
    if (next == null && !asking && !runs.isEmpty()) {
      next =
          timer.schedule(
              this::onRound, polling.pause(quietRounds, requests).toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private void onRound() {
    next = null;
    asking = true;
    requests = 0;
    giveUpOnTheLate();
    Round round = new Round();
    if (round.unseen.isEmpty()) {
      onRoundOver(round);
    } else if (round.unseen.size() <= SINGLE) {
      askOneByOne(round);
    } else {
      askForPage(round, PageQuery.newest());
    }
  }

  private void giveUpOnTheLate() {
    long now = nanoClock.getAsLong();
    for (Followed run : List.copyOf(runs.values())) {
      if (now - run.deadlineNanos >= 0) {
        end(
            run,
            new KfpException(
                KfpException.NO_ANSWER,
                "run " + run.last.id() + ": still " + run.last.state() + " at its deadline"));
      }
    }
  }

  private void askForPage(Round round, PageQuery query) {
    requests++;
    api.runs(query)
        .whenCompleteAsync(
            (page, failure) -> {
              if (failure != null) {
                onFailure(round, failure);
                return;
              }
              failing = false;
              page.items().forEach(run -> onSeen(round, run));
              boolean older = !page.items().isEmpty() && onlyOlder(round, page.items());
              if (round.unseen.isEmpty()
                  || page.nextPageToken().isEmpty()
                  || older
                  || ++round.pages == PAGES_PER_ROUND) {
                askOneByOne(round);
              } else {
                askForPage(round, query.after(page.nextPageToken()));
              }
            },
            timer);
  }

  private static boolean onlyOlder(Round round, List<Run> page) {
    Instant last = page.get(page.size() - 1).createdAt();
    return round.oldest != null && last != null && last.isBefore(round.oldest);
  }

  /** One after the other, so that no more than one request is under way. */
  private void askOneByOne(Round round) {
    askNext(round, new ArrayList<>(round.unseen.keySet()), 0);
  }

  private void askNext(Round round, List<String> ids, int index) {
    if (index == Math.min(ids.size(), SINGLES_PER_ROUND)) {
      onRoundOver(round);
      return;
    }
    String id = ids.get(index);
    requests++;
    api.run(id)
        .whenCompleteAsync(
            (run, failure) -> {
              if (failure != null && KfpException.of(failure).isNotFound()) {
                Followed gone = runs.get(id);
                if (gone != null) {
                  end(gone, KfpException.of(failure));
                }
              } else if (failure != null) {
                onFailure(round, failure);
                return;
              } else {
                failing = false;
                onSeen(round, run);
              }
              askNext(round, ids, index + 1);
            },
            timer);
  }

  private void onSeen(Round round, Run run) {
    round.unseen.remove(run.id());
    Followed followed = runs.get(run.id());
    if (followed == null) {
      return;
    }
    round.changed |= followed.last.state() != run.state();
    followed.last = run;
    if (run.state().isFinal()) {
      runs.remove(run.id());
      followed.end.complete(run);
    }
  }

  private void onFailure(Round round, Throwable failure) {
    long now = nanoClock.getAsLong();
    if (!failing) {
      failing = true;
      failingSince = now;
    } else if (now - failingSince >= polling.outage().toNanos()) {
      for (Followed run : List.copyOf(runs.values())) {
        end(run, KfpException.of(failure));
      }
    }
    onRoundOver(round);
  }

  private void onRoundOver(Round round) {
    asking = false;
    quietRounds = round.changed ? 0 : quietRounds + 1;
    schedule();
  }

  private void end(Followed run, Throwable why) {
    runs.remove(run.last.id());
    run.end.completeExceptionally(why);
  }
}
