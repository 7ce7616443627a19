package io.plimsoll.frontend.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.cli.HostPort;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sizes, times and numbers: what more than allowed of each gets. */
class LimitsTest {

  private static final String REJECTED =
      "hpa_connections_rejected_total{port=\"%s\",reason=\"%s\",}";
  private static final String SESSION = "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true";

  private final TestFrontend.Setup setup = new TestFrontend.Setup();

  @Test
  void peerThatNeverSaysAnythingIsClosedAndCounted() {
    setup.firstMessage = Duration.ofMillis(100);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      assertThat(client.rest()).isEmpty();
      assertThat(worker.rest()).isEmpty();
      frontend.awaitMetric(REJECTED.formatted("clients", "no_message"), 1);
      frontend.awaitMetric(REJECTED.formatted("workers", "no_message"), 1);
    }
  }

  @Test
  void peerThatNeverFinishesItsFirstMessageIsClosed() {
    setup.firstMessage = Duration.ofMillis(100);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client()) {
      assertThat(client.send("{\"Queue\":").rest()).isEmpty();
      frontend.awaitMetric(REJECTED.formatted("clients", "no_message"), 1);
    }
  }

  @Test
  void peerThatNeverFinishesALaterMessageIsClosedAndASilentOneIsNot() {
    setup.firstMessage = Duration.ofMillis(100);
    try (TestFrontend frontend = setup.start();
        Peer silent = frontend.client();
        Peer client = frontend.client()) {
      silent.send(SESSION + "}");
      frontend.await("sleep", "waiting", 1);
      client.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}").line();
      assertThat(client.send("{\"Queue\":").rest()).isEmpty();
      frontend.awaitMetric(REJECTED.formatted("clients", "unfinished_message"), 1);
      // By now more than the time-out has passed for the silent one, too.
      try (Peer worker = frontend.worker()) {
        worker.send(SESSION + "}").line();
        worker.send("{\"Id\":1,\"Node\":\"n\"}");
        assertThat(silent.line()).contains("\"Node\":\"n\"");
      }
    }
  }

  @Test
  void peerThatDoesNotReadIsNoLongerReadThenClosedAndCounted() {
    setup.write = Duration.ofMillis(200);
    try (TestFrontend frontend = setup.start();
        Peer client = Peer.connect(frontend.frontend().clientAddress(), 4096)) {
      byte[] errors = manyErrors(64 << 20);
      assertThatThrownBy(() -> client.send(errors)).isInstanceOf(UncheckedIOException.class);
      frontend.awaitMetric(REJECTED.formatted("clients", "no_progress"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
      assertThat(frontend.metric(REJECTED.formatted("clients", "too_much_unsent"))).isZero();
    }
  }

  /** Requests that are each answered by an error about as long. */
  private static byte[] manyErrors(int bytes) {
    String name = "x".repeat(900);
    StringBuilder text = new StringBuilder(bytes + 1000);
    for (int id = 0; text.length() < bytes; id++) {
      text.append("{\"Queue\":\"").append(name).append("\",\"Id\":").append(id);
      text.append(",\"KeepAlive\":true}\n");
    }
    return text.toString().getBytes(US_ASCII);
  }

  @Test
  void peerForWhichTooMuchWaitsIsClosedLongBeforeItsTimeIsOver() {
    setup.write = Duration.ofHours(1);
    String result = "\"Node\":\"n\",\"Result\":{\"x\":\"" + "y".repeat(1_000_000) + "\"}}";
    try (TestFrontend frontend = setup.start();
        Peer client = Peer.connect(frontend.frontend().clientAddress(), 4096);
        Peer worker = frontend.worker()) {
      for (int id = 0; id < 60; id++) {
        client.send("{\"Queue\":\"sleep\",\"KeepAlive\":true,\"Id\":" + id + "}");
        worker.send("{\"Queue\":\"sleep\",\"KeepAlive\":true,\"Wait\":60,\"Id\":" + id + "}");
      }
      for (int id = 0; id < 60; id++) {
        worker.send("{\"Id\":" + id + "," + result);
      }
      frontend.awaitMetric(REJECTED.formatted("clients", "too_much_unsent"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
      frontend.await("sleep", "all", 0);
    }
  }

  @Test
  void requestOfTheLargestSizeIsTakenAndOneByteMoreIsNot() {
    setup.maxRequest = 200;
    try (TestFrontend frontend = setup.start();
        Peer exact = frontend.client();
        Peer larger = frontend.client();
        Peer worker = frontend.worker()) {
      exact.send(sized(200));
      frontend.await("sleep", "waiting", 1);
      assertThat(larger.send(sized(201)).rest())
          .contains("message: too large (expected: at most 200 bytes)");
      worker.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}").line();
      assertThat(worker.send(sized(201)).rest())
          .isEqualTo("{\"Error\":\"message: too large (expected: at most 200 bytes)\"}\n");
    }
  }

  private static String sized(int bytes) {
    String rest = ",\"x\":\"\"}";
    return SESSION + ",\"x\":\"" + "y".repeat(bytes - SESSION.length() - rest.length()) + "\"}";
  }

  @Test
  void replyOfTheLargestSizeIsPassedOnAndOneByteMoreIsInvalid() {
    setup.maxReply = 100_000;
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      for (int more = 0; more <= 1; more++) {
        String head = "{\"Id\":1,\"Node\":\"n\",\"Result\":{\"x\":\"";
        String reply = head + "y".repeat(100_000 - head.length() - 3 + more) + "\"}}";
        client.send(SESSION + "}");
        worker.send(SESSION + ",\"Wait\":60}").line();
        worker.send(reply);
        String answer = client.line();
        if (more == 0) {
          assertThat(answer).contains(reply.substring(reply.indexOf("\"Result\"")));
        } else {
          assertThat(answer).contains("too large (expected: at most 100000 bytes)");
          assertThat(worker.rest()).contains("too large (expected: at most 100000 bytes)");
        }
      }
    }
  }

  @Test
  void connectionsOfABurstAreTakenUpToTheLimitAndTheRestClosedAtOnce() {
    setup.maxConnections = 20;
    List<Peer> open = new ArrayList<>();
    try (TestFrontend frontend = setup.start()) {
      HostPort clients = frontend.frontend().clientAddress();
      HostPort workers = frontend.frontend().workerAddress();
      List<Peer> peers = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        peers.add(Peer.connect(i % 2 == 0 ? clients : workers));
      }
      peers.parallelStream().forEach(LimitsTest::tryToAsk);
      int taken = 0;
      for (Peer peer : peers) {
        if (peer.isClosed()) {
          peer.close();
        } else {
          taken++;
          open.add(peer);
        }
      }
      assertThat(taken).isEqualTo(20);
      assertThat(
              frontend.metric(REJECTED.formatted("clients", "max_connections"))
                  + frontend.metric(REJECTED.formatted("workers", "max_connections")))
          .isEqualTo(40);
      assertThat(
              frontend.metric("hpa_connections_open{port=\"clients\",}")
                  + frontend.metric("hpa_connections_open{port=\"workers\",}"))
          .isEqualTo(20);

      open.forEach(Peer::close);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
      frontend.awaitMetric("hpa_connections_open{port=\"workers\",}", 0);
      try (Peer next = frontend.client()) {
        assertThat(next.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}").line())
            .contains("Unknown 'nosuch' queue");
      }
    }
  }

  private static void tryToAsk(Peer peer) {
    try {
      peer.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}");
    } catch (UncheckedIOException closed) {
      // One that was not taken.
    }
  }
}
