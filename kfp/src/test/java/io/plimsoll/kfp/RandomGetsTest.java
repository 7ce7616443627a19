package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.standin.StandInServer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RandomGetsTest {

  private static final List<GetKind> ALL = List.of(GetKind.values());
  private static final String PREFIX = "GET /apis/v2beta1";

  private final StandInServer server = TestServer.start(TestServer.instant());
  private final KfpApi api = TestServer.api(server);
  private final AtomicLong clock = new AtomicLong();
  private final RandomGets gets = new RandomGets(api, new Random(1), clock::get);

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  @Test
  void kindsComeEvenlyAndWhatExistsIsFound() {
    for (int i = 0; i < 3; i++) {
      get(api.createRun(TestServer.newRun(api, "p" + i)));
    }
    long before = server.requests().total();
    List<CompletableFuture<RandomGets.Got>> answers = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      answers.add(gets.next(ALL));
    }
    Map<GetKind, Integer> kinds = new EnumMap<>(GetKind.class);
    for (CompletableFuture<RandomGets.Got> answer : answers) {
      RandomGets.Got got = get(answer);
      assertThat(got.status()).isEqualTo(200);
      assertThat(got.error()).isEmpty();
      kinds.merge(got.kind(), 1, Integer::sum);
    }
    // Five standard deviations of a fair draw.
    assertThat(kinds.values()).hasSize(4).allMatch(count -> Math.abs(count - 250) < 70);
    assertThat(server.requests().count(PREFIX + "/runs/{run_id}", 200))
        .isEqualTo(kinds.getOrDefault(GetKind.RUNS, 0).longValue());
    assertThat(
            server
                .requests()
                .count(PREFIX + "/pipelines/{pipeline_id}/versions/{pipeline_version_id}", 200))
        .isEqualTo(kinds.getOrDefault(GetKind.VERSIONS, 0).longValue());
    // Looked up once for each kind: versions by way of three pipelines.
    assertThat(server.requests().total() - before).isEqualTo(1000 + 3 + 1 + 3);
  }

  @Test
  void whatThereIsIsLookedUpAgainWhenItIsOld() {
    List<GetKind> runs = List.of(GetKind.RUNS);
    // There is none: the list is got.
    assertThat(get(gets.next(runs)).status()).isEqualTo(200);
    get(api.createRun(TestServer.newRun(api, "p")));
    get(gets.next(runs));
    assertThat(server.requests().count(PREFIX + "/runs/{run_id}", 200)).isZero();
    clock.addAndGet(Inventory.FRESH.toNanos());
    get(gets.next(runs));
    assertThat(server.requests().count(PREFIX + "/runs/{run_id}", 200)).isEqualTo(1);
  }

  @Test
  void whatWasDeletedMeanwhileIsAnErrorOnce() {
    List<GetKind> runs = List.of(GetKind.RUNS);
    Run run = get(api.createRun(TestServer.newRun(api, "p")));
    get(gets.next(runs));
    get(api.deleteRun(run.id()));
    RandomGets.Got gone = get(gets.next(runs));
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.error()).contains("not found");
    assertThat(get(gets.next(runs)).status()).isEqualTo(200);
  }

  @Test
  void anApiThatIsAwayIsToldAsAnErrorOfTheGet() {
    server.close();
    RandomGets.Got got = get(gets.next(ALL));
    assertThat(got.status()).isEqualTo(KfpException.NO_ANSWER);
    assertThat(got.error()).isNotEmpty();
  }

  @Test
  void kindsAreReadAsTheyAreWritten() {
    for (GetKind kind : GetKind.values()) {
      assertThat(GetKind.of(kind.text())).isEqualTo(kind);
    }
    assertThatThrownBy(() -> GetKind.of("Runs"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kind: 'Runs' (expected: pipelines, versions, experiments or runs)");
  }
}
