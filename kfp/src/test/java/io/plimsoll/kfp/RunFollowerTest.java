package io.plimsoll.kfp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunFollowerTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final SteppedTimeline timeline = new SteppedTimeline();
  private final SteppedRuns runs = new SteppedRuns(timeline);
  private final Pending pending = new Pending();
  private final RunFollower follower = new RunFollower(runs, Polling.DEFAULT, timeline, pending);

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static KfpException failure(CompletableFuture<?> future) {
    assertThat(future).isCompletedExceptionally();
    return future.handle((result, failure) -> KfpException.of(failure)).join();
  }

  @Test
  void aThousandRunsCostFiveRequestsASecondAndOneAtATime() {
    List<CompletableFuture<Run>> ends = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      ends.add(follower.follow(runs.add("r" + i, i / 100), HOUR));
    }
    // Each second some end, so that it looks as often as it may.
    for (int second = 0; second < 100; second++) {
      for (int i = 0; i < 10; i++) {
        runs.end("r" + (second * 10 + i), RunState.SUCCEEDED);
      }
      timeline.pass(seconds(1));
    }
    timeline.pass(seconds(10));
    assertThat(ends).allMatch(end -> end.join().state() == RunState.SUCCEEDED);
    assertThat(runs.asked.size()).isBetween(100, 110 * 5);
    assertThat(runs.mostUnderWay).isEqualTo(1);
    assertThat(timeline.isIdle()).isTrue();
  }

  @Test
  void aRunThatEndsAfterALongQuietTimeIsSeenWithinTenSeconds() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), HOUR);
    timeline.pass(seconds(600));
    int quiet = runs.asked.size();
    assertThat(quiet).isLessThan(80);
    runs.end("r", RunState.FAILED);
    timeline.pass(seconds(10.1));
    assertThat(end.join().state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void aRunThatIsAddedWhileOthersAreQuietIsLookedAtSoon() {
    follower.follow(runs.add("old", 0), HOUR);
    timeline.pass(seconds(600));
    CompletableFuture<Run> end = follower.follow(runs.add("new", 600), HOUR);
    runs.end("new", RunState.SUCCEEDED);
    timeline.pass(seconds(1));
    assertThat(end).isCompleted();
  }

  @Test
  void runsThatKeepComingDoNotPutTheLookOff() {
    CompletableFuture<Run> first = follower.follow(runs.add("first", 0), HOUR);
    runs.end("first", RunState.SUCCEEDED);
    for (int i = 0; i < 20; i++) {
      follower.follow(runs.add("r" + i, i), HOUR);
      timeline.pass(seconds(0.1));
    }
    assertThat(first).isCompleted();
  }

  @Test
  void aRunThatVanishesIsToldAndTheOthersGoOn() {
    List<CompletableFuture<Run>> ends = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ends.add(follower.follow(runs.add("r" + i, i), HOUR));
    }
    timeline.pass(seconds(2));
    runs.remove("r3");
    timeline.pass(seconds(10));
    assertThat(failure(ends.get(3)).isNotFound()).isTrue();
    runs.end("r4", RunState.SUCCEEDED);
    timeline.pass(seconds(10));
    assertThat(ends.get(4)).isCompleted();
    assertThat(ends.get(5)).isNotDone();
  }

  @Test
  void aRunThatTheServerCannotTellOfDoesNotHideTheOthers() {
    CompletableFuture<Run> bad = follower.follow(runs.add("bad", 0), HOUR);
    CompletableFuture<Run> good = follower.follow(runs.add("good", 0), HOUR);
    runs.unreadable.add("bad");
    runs.end("good", RunState.SUCCEEDED);
    timeline.pass(seconds(20));
    assertThat(good).isCompleted();
    assertThat(bad).isNotDone();
  }

  @Test
  void runsBehindThousandsOfOthersEachHaveTheirTurn() {
    List<CompletableFuture<Run>> ends = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ends.add(follower.follow(runs.add("r" + i, 0), HOUR));
    }
    for (int i = 0; i < 5000; i++) {
      runs.add("other" + i, 1);
    }
    for (int i = 0; i < 50; i++) {
      runs.end("r" + i, RunState.SUCCEEDED);
    }
    // Three rounds of twenty pages and twenty runs each.
    timeline.pass(seconds(60));
    assertThat(ends).allMatch(CompletableFuture::isDone);
    assertThat(runs.asked).filteredOn("page"::equals).hasSize(60);
  }

  @Test
  void olderRunsOfOthersAreNotAskedFor() {
    for (int i = 0; i < 5000; i++) {
      runs.add("other" + i, 0);
    }
    for (int i = 0; i < 10; i++) {
      follower.follow(runs.add("r" + i, 1000), HOUR);
    }
    runs.remove("r0");
    timeline.pass(seconds(1));
    assertThat(runs.asked).containsExactly("page", "r0");
  }

  @Test
  void aShortOutageIsBridgedAndALongOneIsTold() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), HOUR);
    timeline.pass(seconds(1));
    runs.away = true;
    timeline.pass(seconds(50));
    runs.away = false;
    timeline.pass(seconds(20));
    assertThat(end).isNotDone();
    runs.away = true;
    timeline.pass(seconds(90));
    assertThat(failure(end)).hasMessage("away");
    assertThat(failure(end).status()).isEqualTo(503);

    // Who comes then has the whole time again.
    CompletableFuture<Run> next = follower.follow(runs.add("next", 0), HOUR);
    timeline.pass(seconds(50));
    assertThat(next).isNotDone();
  }

  @Test
  void aRunThatIsNotOverInTimeIsToldSoonAfter() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), seconds(61));
    timeline.pass(seconds(60.9));
    assertThat(end).isNotDone();
    timeline.pass(seconds(0.5));
    assertThat(failure(end)).hasMessage("run r: still RUNNING at its deadline");
    assertThat(timeline.isIdle()).isTrue();
  }

  @Test
  void aRunThatEndedBetweenTwoLooksBeforeItsDeadlineIsNotLate() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), seconds(61));
    timeline.pass(seconds(60.5));
    runs.end("r", RunState.SUCCEEDED);
    timeline.pass(seconds(2));
    assertThat(end).isCompleted();
  }

  @Test
  void aRunIsFollowedOnce() {
    Run run = runs.add("r", 0);
    CompletableFuture<Run> first = follower.follow(run, HOUR);
    CompletableFuture<Run> second = follower.follow(run, HOUR);
    timeline.pass(seconds(1));
    assertThat(failure(second)).hasMessage("run r: is followed already");
    runs.end("r", RunState.SUCCEEDED);
    timeline.pass(seconds(10));
    assertThat(first).isCompleted();
  }

  @Test
  void aRunThatWasOverWhenCreatedIsNotAskedFor() {
    runs.add("r", 0);
    runs.end("r", RunState.SKIPPED);
    CompletableFuture<Run> end = follower.follow(runs.run("r").getNow(last("r")), HOUR);
    timeline.pass(seconds(20));
    assertThat(end).isCompleted();
    assertThat(runs.asked).containsExactly("r");
  }

  private static Run last(String id) {
    return new Run(id, id, "", RunState.SKIPPED, "", null, null, null, List.of());
  }

  @Test
  void whoNoLongerWantsToKnowCostsNoRequests() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), HOUR);
    timeline.pass(seconds(1));
    end.cancel(false);
    int before = runs.asked.size();
    timeline.pass(seconds(100));
    assertThat(runs.asked).hasSize(before);
    assertThat(timeline.isIdle()).isTrue();
  }

  @Test
  void closingTellsWhoWaits() {
    CompletableFuture<Run> end = follower.follow(runs.add("r", 0), HOUR);
    timeline.pass(seconds(1));
    pending.close();
    assertThat(failure(end)).hasMessage("closed meanwhile");
    assertThat(failure(follower.follow(runs.add("later", 0), HOUR))).hasMessage("closed meanwhile");
  }
}
