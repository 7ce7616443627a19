package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.Durations;
import io.plimsoll.client.testing.Await;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads that begin at a certain time. */
class LoadStartTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  private Load made() {
    return load.make().load();
  }

  @Test
  void prepareOpensEveryConnectionAndSendsNothing() throws Exception {
    load.connections = 3;
    load.parallelism = 3;
    Load made = made();
    made.prepare().get(Await.SECONDS, TimeUnit.SECONDS);
    for (int i = 0; i < 3; i++) {
      frontend.accept();
    }
    Status status = made.status().join();
    assertThat(status.connected()).isTrue();
    assertThat(status.startedTotal()).isZero();
  }

  @Test
  void preparedLoadWaitsForItsStart() throws Exception {
    Load made = made();
    made.prepare().get(Await.SECONDS, TimeUnit.SECONDS);
    made.startAt(System.nanoTime() + 100_000_000L);
    assertThat(frontend.accept().object()).contains("\"Queue\":\"sleep\"");
    assertThat(made.status().join().seconds()).isGreaterThanOrEqualTo(0);
  }

  @Test
  void prepareEndsWhenTheFrontendIsNotThere() throws Exception {
    frontend.close();
    Load made = made();
    made.prepare().get(Await.SECONDS, TimeUnit.SECONDS);
    assertThat(load.outcome().failure()).isNotNull();
  }

  @Test
  void prepareWaitsForAFrontendThatComesLater() throws Exception {
    int port = frontend.address().port();
    frontend.close();
    load.retry = Duration.ofSeconds(Await.SECONDS);
    Load made = made();
    CompletableFuture<Void> prepared = made.prepare();
    try (FakeFrontend later = new FakeFrontend(port)) {
      prepared.get(Await.SECONDS, TimeUnit.SECONDS);
      made.start();
      assertThat(later.accept().object()).contains("\"Queue\":\"sleep\"");
    }
  }

  @Test
  void lateStartShiftsNeitherTheStartsNorTheEnd() {
    frontend.answering(FakeFrontend::success);
    load.ratePerSecond = 10;
    load.duration = Duration.ofSeconds(5);
    made().startAt(System.nanoTime() - Durations.nanos(4));
    Outcome outcome = load.outcome();
    assertThat(outcome.statistics().load().startedTotal()).isBetween(40L, 51L);
    assertThat(outcome.statistics().period().lagSeconds().max()).isGreaterThan(3.9);
    assertThat(outcome.statistics().period().seconds()).isGreaterThan(4.8);
  }
}
