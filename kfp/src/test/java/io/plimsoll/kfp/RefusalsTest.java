package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.failure;
import static io.plimsoll.kfp.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final String RUNS = "/apis/v2beta1/runs";

  private final StandInServer server = TestServer.start(TestServer.instant());
  private final KfpApi api = TestServer.api(server);

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  private void order(FaultRule... rules) {
    server.setFaults(new FaultPlan(1, List.of(rules), List.of()));
  }

  @Test
  void whatIsRefusedAsTooMuchIsRepeatedUntilItIsTaken() {
    NewRun run = TestServer.newRun(api, "p");
    order(FaultRule.errors("429:30%,503:30%"));
    try (KfpApi patient =
        new KfpApi(
            TestServer.plain(server),
            new Patience(Duration.ofSeconds(30), 20, Duration.ofMillis(1), Duration.ofMillis(2)))) {
      List<CompletableFuture<Run>> made = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        made.add(patient.createRun(run));
      }
      assertThat(made).extracting(TestServer::get).extracting(Run::id).doesNotHaveDuplicates();
      order();
      assertThat(get(patient.runs(PageQuery.newest())).totalSize()).isEqualTo(50);
      assertThat(patient.requestsRepeated()).isGreaterThan(20);
      assertThat(patient.requestsSent()).isEqualTo(51 + patient.requestsRepeated());
    }
  }

  @Test
  void aClientComesBackWhenTheServerSaysSo() {
    order(FaultRule.errors("429:100%"));
    try (KfpApi obedient =
        new KfpApi(
            TestServer.plain(server),
            new Patience(Duration.ofSeconds(30), 3, Duration.ofHours(1), Duration.ofHours(1)))) {
      long begun = System.nanoTime();
      CompletableFuture<Page<Run>> answer = obedient.runs(PageQuery.newest());
      while (obedient.requestsRepeated() == 0) {
        Thread.onSpinWait();
      }
      order();
      get(answer);
      // Retry-After: 1, in place of an hour.
      assertThat(System.nanoTime() - begun).isGreaterThan(900_000_000L);
      assertThat(obedient.requestsSent()).isEqualTo(2);
    }
  }

  @Test
  void repetitionsHaveAnEnd() {
    order(FaultRule.errors("429:100%"));
    KfpException refused = failure(api.runs(PageQuery.newest()));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.getMessage()).contains("asked us to try again later");
    assertThat(api.requestsSent()).isEqualTo(4);
    assertThat(server.requests().count("GET " + RUNS, 429)).isEqualTo(4);
  }

  @Test
  void otherErrorsAreNotRepeated() {
    order(FaultRule.errors("500:100%"));
    assertThat(failure(api.runs(PageQuery.newest())).status()).isEqualTo(500);
    order(FaultRule.reset("100%"));
    assertThat(failure(api.runs(PageQuery.newest())).status()).isEqualTo(KfpException.NO_ANSWER);
    order();
    assertThat(api.requestsRepeated()).isZero();
  }

  @Test
  void aServerThatHangsIsGivenUpOn() {
    order(FaultRule.hang("LIST"));
    try (KfpApi hurried =
        new KfpApi(
            TestServer.plain(server),
            new Patience(Duration.ofMillis(300), 0, Duration.ZERO, Duration.ZERO))) {
      assertThat(failure(hurried.runs(PageQuery.newest())))
          .hasMessage(
              "GET /runs?page_size=200&sort_by=created_at%20desc: "
                  + server.url()
                  + ": no answer within 0.3 s");
    }
  }

  @Test
  void closingAnswersWhoWaits() {
    order(FaultRule.hang("LIST"), FaultRule.errors("GET 429:100%"));
    KfpApi waiting =
        new KfpApi(
            TestServer.plain(server),
            new Patience(Duration.ofHours(1), 5, Duration.ofHours(1), Duration.ofHours(1)));
    CompletableFuture<Page<Run>> hanging = waiting.runs(PageQuery.newest());
    CompletableFuture<Run> pausing = waiting.run("x");
    while (waiting.requestsRepeated() == 0 || server.requests().total() < 2) {
      Thread.onSpinWait();
    }
    waiting.close();
    assertThat(failure(hanging)).hasMessage("closed meanwhile");
    assertThat(failure(pausing)).hasMessage("closed meanwhile");
    assertThat(failure(waiting.run("y"))).hasMessage("closed meanwhile");
  }

  @Test
  void aFloodOfRequestsIsBounded() {
    order(FaultRule.latency("20ms"));
    List<CompletableFuture<Page<Run>>> answers = new ArrayList<>();
    for (int i = 0; i < 3 * KfpHttp.MOST_AT_A_TIME; i++) {
      answers.add(api.runs(PageQuery.newest()));
    }
    answers.forEach(TestServer::get);
    assertThat(server.requests().maxInFlight())
        .isLessThanOrEqualTo(KfpHttp.MOST_AT_A_TIME)
        .isGreaterThan(1);
  }

  @Test
  void nobodyThereIsSaid() {
    server.close();
    KfpException refused = failure(api.runs(PageQuery.newest()));
    assertThat(refused.status()).isEqualTo(KfpException.NO_ANSWER);
    assertThat(refused.getMessage()).contains(server.url() + ": ");
  }
}
