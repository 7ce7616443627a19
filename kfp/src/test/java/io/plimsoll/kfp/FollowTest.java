package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.failure;
import static io.plimsoll.kfp.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.kfp.KfpSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FollowTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void aThousandRunsAreFollowedToTheirEndsWithFewThreads() {
    try (StandInServer server =
            TestServer.start(
                KfpSettings.DEFAULT.withTimes("0-200ms", "200ms-2s").withFailShare(0.2));
        KfpApi api = TestServer.api(server)) {
      NewRun run = TestServer.newRun(api, "p");
      RunFollower follower = new RunFollower(api, TestServer.EAGER);
      List<CompletableFuture<Run>> ends = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        ends.add(api.createRun(run).thenCompose(made -> follower.follow(made, LONG)));
      }
      List<Run> ended = ends.stream().map(TestServer::get).toList();
      assertThat(ended).extracting(Run::id).doesNotHaveDuplicates();
      long failed = ended.stream().filter(one -> one.state() == RunState.FAILED).count();
      long succeeded = ended.stream().filter(one -> one.state().isSuccess()).count();
      assertThat(failed + succeeded).isEqualTo(1000);
      assertThat(failed).isBetween(120L, 280L);
      assertThat(ended)
          .filteredOn(one -> one.state() == RunState.FAILED)
          .allMatch(one -> one.error().equals("the run has failed"));
      // Of the thousand, uploads and look-ups aside, all went to lists.
      assertThat(api.requestsSent()).isLessThan(2000);
      // Those of APIs that earlier tests closed may be on their way out.
      long patience = System.nanoTime() + LONG.toNanos();
      while (threads() > 3 && System.nanoTime() - patience < 0) {
        Thread.onSpinWait();
      }
      assertThat(threads()).isLessThanOrEqualTo(3);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("kfp"))
        .count();
  }

  @Test
  void aRunThatSomebodyDeletesIsToldAsGone() {
    try (StandInServer server = TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "1h"));
        KfpApi api = TestServer.api(server)) {
      Run run = get(api.createRun(TestServer.newRun(api, "p")));
      CompletableFuture<Run> end = new RunFollower(api, TestServer.EAGER).follow(run, LONG);
      get(api.deleteRun(run.id()));
      assertThat(failure(end).isNotFound()).isTrue();
    }
  }

  @Test
  void anApiThatGoesAwayIsToldToAllWhoWait() {
    StandInServer server = TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "1h"));
    try (KfpApi api = TestServer.api(server)) {
      NewRun run = TestServer.newRun(api, "p");
      RunFollower follower = new RunFollower(api, TestServer.EAGER);
      List<CompletableFuture<Run>> ends = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        ends.add(follower.follow(get(api.createRun(run)), LONG));
      }
      server.close();
      assertThat(ends)
          .extracting(TestServer::failure)
          .allMatch(failure -> failure.status() == KfpException.NO_ANSWER)
          .allMatch(failure -> String.valueOf(failure.getMessage()).contains(server.url()));
    }
  }

  @Test
  void closingTheApiTellsFollowersToo() {
    try (StandInServer server = TestServer.start(KfpSettings.DEFAULT.withTimes("0s", "1h"))) {
      KfpApi api = TestServer.api(server);
      Run run = get(api.createRun(TestServer.newRun(api, "p")));
      CompletableFuture<Run> end = new RunFollower(api, Polling.DEFAULT).follow(run, LONG);
      api.close();
      assertThat(failure(end)).hasMessage("closed meanwhile");
    }
  }
}
