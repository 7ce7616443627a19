package io.plimsoll.backend;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backend.FakeFrontend.Worker;
import io.plimsoll.cli.ExitCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeavingTest {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  @Test
  void anIdleBackendTakesItsWorkRequestsBackAndEnds() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-backoff", "1", "--slots", "2", "sleep");
        Worker worker = frontend.accept()) {
      worker.line();
      worker.line();
      backend.worker().signalled(1);
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Cancel\":true}");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Cancel\":true}");
      worker.send("{\"Id\":0,\"Empty\":true}\n{\"Id\":1,\"Empty\":true}\n");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void anItemThatWasOnItsWayToALeavingBackendGoesBackToItsQueue() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Backend backend = Backends.start(frontend, "-backoff", "1", "sleep", "60");
        Worker worker = frontend.accept()) {
      worker.line();
      backend.worker().signalled(1);
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Cancel\":true}");
      worker.send("{\"Id\":0,\"Args\":[\"1\"]}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":0,\"Return\":true}");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void anIdleBackendEndsWithinASecondThoughTheFrontendDoesNotAnswer() throws Exception {
    for (String classic : new String[] {"--classic=false", "--classic"}) {
      String[] args = {classic, "-backoff", "1", "sleep"};
      try (FakeFrontend frontend = new FakeFrontend();
          Backend backend = Backends.start(frontend, args);
          Worker worker = frontend.accept()) {
        assertThat(worker.object()).contains("\"Queue\":\"sleep\"");
        long begunNanos = System.nanoTime();
        backend.worker().signalled(1);
        assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
        assertThat(Duration.ofNanos(System.nanoTime() - begunNanos)).isLessThan(A_SECOND);
      }
    }
  }

  @Test
  void aBackendThatHasNotReachedItsFrontendEndsAtOnce() throws Exception {
    int port;
    try (FakeFrontend frontend = new FakeFrontend()) {
      port = frontend.port();
    }
    BackendConfig config =
        Backends.config("-faddr", "127.0.0.1:" + port, "--retry", "1h", "-backoff", "1", "sleep");
    try (Backend backend = new Backend(config, Backends.SELF)) {
      backend.worker().signalled(1);
      assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
    }
  }

  @Test
  void aRunningItemIsFinishedAndItsReplySentBeforeTheEnd() throws Exception {
    for (boolean classic : new boolean[] {false, true}) {
      try (FakeFrontend frontend = new FakeFrontend();
          Fifo fifo = new Fifo();
          Backend backend =
              Backends.start(
                  frontend,
                  "--classic=" + classic,
                  "-null-out",
                  "-backoff",
                  "1",
                  "/bin/cat",
                  fifo.path());
          Worker worker = frontend.accept()) {
        worker.object();
        worker.send(classic ? "{\"Limit\":0}" : "{\"Id\":0}");
        fifo.awaitReader();
        backend.worker().signalled(1);
        fifo.finish();
        assertThat(worker.object().strip())
            .contains("\"Pod\":\"pod-1\",\"Node\":\"node-a\"")
            .endsWith("\"Retcode\":0}");
        // Up to here nothing has been reset, though the frontend has not closed yet.
        assertThat(new String(worker.in().readAllBytes(), StandardCharsets.UTF_8)).isBlank();
        worker.hangUp();
        assertThat(Backends.ending(backend)).isEqualTo(Ending.DONE);
      }
    }
  }

  @Test
  void aSecondSignalStopsTheWorkloadAndAnswersWithAnError() throws Exception {
    try (FakeFrontend frontend = new FakeFrontend();
        Fifo fifo = new Fifo();
        Backend backend =
            Backends.start(frontend, "-null-out", "-backoff", "1", "/bin/cat", fifo.path());
        Worker worker = frontend.accept()) {
      worker.line();
      worker.send("{\"Id\":0}\n");
      fifo.awaitReader();
      backend.worker().signalled(1);
      backend.worker().signalled(2);
      assertThat(worker.line())
          .contains("\"Id\":0,")
          .contains("\"Error\":\"stopped: the backend was told to end at once\"")
          .endsWith("\"Retcode\":143}");
      assertThat(worker.ends()).isTrue();
      worker.hangUp();
      assertThat(Backends.ending(backend))
          .isEqualTo(new Ending(ExitCode.FAILED, "interrupted: 1 running items stopped"));
    }
  }
}
