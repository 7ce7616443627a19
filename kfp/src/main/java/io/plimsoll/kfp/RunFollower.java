package io.plimsoll.kfp;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Follows any number of runs to their ends with one poller: a thousand runs are a handful of pages
 * of a list, not a thousand requests. Thread-safe.
 *
 * <p>All state lives on the one thread of a {@link Timeline}, that of the {@link KfpApi}. A round
 * asks for pages of the namespace's runs, newest first, until each run that is followed has been
 * seen, or only older ones can come; what was not seen, or is all there is, is asked for by itself.
 * There is never more than one request of it under way.
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

  private final RunSource source;
  private final Polling polling;
  private final Timeline timeline;
  private final Pending pending;
  private final Map<String, Followed> runs = new HashMap<>();
  private @Nullable Runnable takeBackNext;
  private long nextAtNanos;
  private boolean asking;
  private long asks;
  private int quietRounds;
  private int requests;
  private long failingSince;
  private boolean failing;

  /** One that is followed. */
  private static final class Followed {
    final CompletableFuture<Run> end;
    final long deadlineNanos;
    Run last;

    /** When it was last asked for by itself, so that each has its turn, as a count of those. */
    long asked;

    Followed(Run run, CompletableFuture<Run> end, long deadlineNanos) {
      this.last = run;
      this.end = end;
      this.deadlineNanos = deadlineNanos;
    }
  }

  /** What a round has seen and has still to ask for. */
  private final class Round {
    private final Map<String, Followed> unseen = new HashMap<>(runs);
    private final @Nullable Instant oldest = oldest();
    private final long begunNanos = timeline.nanoTime();
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

  /** Follows nothing yet. Ends with the API: those who wait are told when it is closed. */
  public RunFollower(KfpApi api, Polling polling) {
    this(api, polling, api.timeline(), api.pending());
  }

  RunFollower(RunSource source, Polling polling, Timeline timeline, Pending pending) {
    this.source = source;
    this.polling = polling;
    this.timeline = timeline;
    this.pending = pending;
  }

  /**
   * The run once it is over. Fails with a {@link KfpException} if it is not over at the first look
   * after the time, is gone, is followed already, or if the API has failed for too long; the run
   * goes on then. Who cancels the future is not told any more.
   *
   * @param run as it was created
   * @param most how long to wait
   */
  public CompletableFuture<Run> follow(Run run, Duration most) {
    CompletableFuture<Run> end = pending.add();
    Followed followed = new Followed(run, end, timeline.nanoTime() + most.toNanos());
    end.whenComplete((ended, failure) -> timeline.execute(() -> onForget(run.id(), followed)));
    timeline.execute(() -> onFollow(followed));
    return end;
  }

  private void onFollow(Followed followed) {
    if (followed.end.isDone()) {
      return;
    }
    Run run = followed.last;
    if (run.state().isFinal()) {
      followed.end.complete(run);
    } else if (runs.putIfAbsent(run.id(), followed) == null) {
      quietRounds = 0;
      schedule();
    } else {
      followed.end.completeExceptionally(
          new KfpException(KfpException.NO_ANSWER, "run " + run.id() + ": is followed already"));
    }
  }

  private void onForget(String id, Followed followed) {
    runs.remove(id, followed);
    if (runs.isEmpty()) {
      takeBack();
    }
  }

  private void takeBack() {
    if (takeBackNext != null) {
      takeBackNext.run();
      takeBackNext = null;
    }
  }

  /** The next round, if it is not planned yet, or sooner than it is. */
  private void schedule() {
    if (asking || runs.isEmpty()) {
      return;
    }
    long now = timeline.nanoTime();
    long deadline =
        runs.values().stream().mapToLong(run -> run.deadlineNanos - now).min().orElseThrow();
    // Who waits no longer is told in time, also between two rounds that are far apart.
    long wait =
        Math.min(
            polling.pause(quietRounds, requests).toNanos(),
            Math.max(deadline, polling.least(requests).toNanos()));
    if (takeBackNext != null && nextAtNanos - (now + wait) <= 0) {
      return;
    }
    takeBack();
    nextAtNanos = now + wait;
    takeBackNext = timeline.schedule(Duration.ofNanos(wait), this::onRound);
  }

  private void onRound() {
    takeBackNext = null;
    asking = true;
    requests = 0;
    Round round = new Round();
    if (round.unseen.isEmpty()) {
      onRoundOver(round);
    } else if (round.unseen.size() <= SINGLE) {
      askOneByOne(round);
    } else {
      askForPage(round, PageQuery.newest());
    }
  }

  private void askForPage(Round round, PageQuery query) {
    requests++;
    source
        .runs(query)
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
            timeline);
  }

  private static boolean onlyOlder(Round round, List<Run> page) {
    Instant last = page.get(page.size() - 1).createdAt();
    return round.oldest != null && last != null && last.isBefore(round.oldest);
  }

  /** One after the other, so that no more than one request is under way. */
  private void askOneByOne(Round round) {
    List<Followed> left =
        round.unseen.values().stream()
            .sorted(Comparator.comparingLong(run -> run.asked))
            .limit(SINGLES_PER_ROUND)
            .toList();
    askNext(round, left, 0);
  }

  private void askNext(Round round, List<Followed> left, int index) {
    if (index == left.size()) {
      onRoundOver(round);
      return;
    }
    Followed asked = left.get(index);
    String id = asked.last.id();
    asked.asked = ++asks;
    requests++;
    source
        .run(id)
        .whenCompleteAsync(
            (run, failure) -> {
              if (failure != null && KfpException.of(failure).isNotFound()) {
                failing = false;
                end(asked, KfpException.of(failure));
              } else if (failure != null) {
                onFailure(round, failure);
                return;
              } else {
                failing = false;
                onSeen(round, run);
              }
              askNext(round, left, index + 1);
            },
            timeline);
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
    long now = timeline.nanoTime();
    if (!failing) {
      failing = true;
      failingSince = now;
    } else if (now - failingSince >= polling.outage().toNanos()) {
      failing = false;
      for (Followed run : List.copyOf(runs.values())) {
        end(run, KfpException.of(failure));
      }
    }
    onRoundOver(round);
  }

  private void onRoundOver(Round round) {
    asking = false;
    giveUpOnTheLate(round.begunNanos);
    quietRounds = round.changed ? 0 : quietRounds + 1;
    schedule();
  }

  /** Those who were late when the round began, in which they were looked at once more. */
  private void giveUpOnTheLate(long begunNanos) {
    for (Followed run : List.copyOf(runs.values())) {
      if (begunNanos - run.deadlineNanos >= 0) {
        end(
            run,
            new KfpException(
                KfpException.NO_ANSWER,
                "run " + run.last.id() + ": still " + run.last.state() + " at its deadline"));
      }
    }
  }

  private void end(Followed run, Throwable why) {
    runs.remove(run.last.id(), run);
    run.end.completeExceptionally(why);
  }
}
