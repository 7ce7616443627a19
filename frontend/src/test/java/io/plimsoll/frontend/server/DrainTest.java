package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a signal sets off. */
class DrainTest {

  private static final String REQUEST = "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}";

  private final TestFrontend.Setup setup = new TestFrontend.Setup();

  @Test
  void queuedRequestsGetAnErrorAndRunningOnesTheirReply() {
    try (TestFrontend frontend = setup.start();
        Peer running = frontend.client();
        Peer queued = frontend.client();
        Peer classic = frontend.client();
        Peer worker = frontend.worker()) {
      running.send(REQUEST);
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}").line();
      queued.send(REQUEST);
      frontend.await("sleep", "waiting", 1);
      classic.send("{\"Queue\":\"sleep\"}");
      frontend.await("sleep", "waiting", 2);

      CompletableFuture<?> drained = drain(frontend);
      assertThat(queued.line()).contains("\"Error\":\"frontend is shutting down\"");
      assertThat(classic.rest()).contains("\"Error\":\"frontend is shutting down\"");
      queued.send(REQUEST);
      assertThat(queued.line()).contains("\"Error\":\"frontend is shutting down\"");
      assertThat(drained).isNotDone();
      assertThat(frontend.get("/readyz")).startsWith("HTTP/1.1 503 ").endsWith("shutting down\n");
      assertThat(frontend.get("/healthz")).startsWith("HTTP/1.1 200 ");
      assertThatThrownBy(frontend::client).isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(frontend::worker).isInstanceOf(UncheckedIOException.class);

      worker.send("{\"Id\":1,\"Node\":\"n\"}");
      assertThat(running.line()).contains("\"Node\":\"n\"");
      assertThat(running.rest()).isEmpty();
      assertThat(worker.rest()).isEmpty();
      drained.orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(frontend.figure("sleep", "success")).isEqualTo(1);
      assertThat(frontend.figure("sleep", "failure")).isEqualTo(2);
      assertThat(frontend.figure("sleep", "closed")).isEqualTo(1);
    }
  }

  @Test
  void itemThatRunsLongerThanTheDrainTimeoutIsAnsweredWithAnError() {
    setup.drain = Duration.ofMillis(50);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(REQUEST);
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}").line();
      drain(frontend).orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(client.rest())
          .contains(
              "\"Error\":\"frontend is shutting down: the item was still running after the drain"
                  + " time-out\"");
    }
  }

  /** Unread bytes in a socket that is closed would reset it, and destroy what was sent before. */
  @Test
  void lastReplyArrivesAlthoughItsClientGoesOnSending() throws Exception {
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(REQUEST);
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}").line();
      CompletableFuture<?> drained = drain(frontend);
      Thread sender = new Thread(() -> sendUntilClosed(client));
      sender.start();
      String line = client.line();
      assertThat(line).contains("frontend is shutting down");
      worker.send("{\"Id\":1,\"Node\":\"n\"}");
      while (!line.contains("\"Node\":\"n\"")) {
        line = client.line();
      }
      drained.orTimeout(20, TimeUnit.SECONDS).join();
      sender.join();
    }
  }

  private static void sendUntilClosed(Peer client) {
    try {
      for (int id = 2; id < 10_000_000; id++) {
        client.send("{\"Queue\":\"sleep\",\"Id\":" + id + "}");
      }
    } catch (UncheckedIOException closed) {
      // The frontend has gone.
    }
  }

  @Test
  void idleFrontendIsDrainedAtOnceThoughWorkersAreParked() {
    try (TestFrontend frontend = setup.start();
        Peer worker = frontend.worker();
        Peer client = frontend.client()) {
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      frontend.await("sleep", "workersWaiting", 1);
      drain(frontend).orTimeout(20, TimeUnit.SECONDS).join();
      assertThat(worker.rest()).isEmpty();
      assertThat(client.rest()).isEmpty();
    }
  }

  private static CompletableFuture<?> drain(TestFrontend frontend) {
    return CompletableFuture.runAsync(frontend.frontend()::drain);
  }
}
