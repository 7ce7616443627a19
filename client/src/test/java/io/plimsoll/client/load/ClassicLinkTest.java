package io.plimsoll.client.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassicLinkTest {

  /** As the original frontend writes it. */
  private static final String SUCCESS =
      "{\n\t\"Pod\": \"pod-1\",\n\t\"Node\": \"node-a\",\n\t\"Device\": \".\",\n\t\"Error\": \"\","
          + "\n\t\"Timeout\": 0,\n\t\"Runtime\": 0.200535042,\n\t\"Waittime\": 0.300018577,"
          + "\n\t\"Retcode\": 0\n}";

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @BeforeEach
  void classic() {
    load.classic = true;
  }

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  @Test
  void requestHasEveryClassicFieldAndNothingElse() {
    load.args = List.of("0.2");
    load.limit = Duration.ofSeconds(5);
    load.start();
    Peer peer = frontend.accept();
    String request = "{\"Queue\":\"sleep\",\"Args\":[\"0.2\"],\"Limit\":5}";
    assertThat(peer.bytes(request.length())).isEqualTo(request);
  }

  @Test
  void requestWithoutArgumentsSaysNull() {
    load.start();
    String request = "{\"Queue\":\"sleep\",\"Args\":null,\"Limit\":0}";
    assertThat(frontend.accept().bytes(request.length())).isEqualTo(request);
  }

  @Test
  void eachRequestHasItsOwnConnection() {
    load.requests = 3;
    load.start();
    for (int i = 0; i < 3; i++) {
      Peer peer = frontend.accept();
      peer.object();
      peer.write(SUCCESS);
      peer.close();
    }
    Snapshot end = load.outcome().statistics();
    assertThat(end.period().succeeded()).isEqualTo(3);
    assertThat(end.period().waitSeconds().mean()).isEqualTo(0.300018577);
    assertThat(end.period().runSeconds().mean()).isEqualTo(0.200535042);
    assertThat(end.period().nodes()).extracting(NodePeriod::node).containsExactly("node-a");
  }

  @Test
  void replyInPiecesCountsOnce() {
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write(SUCCESS.substring(0, 40));
    peer.write(SUCCESS.substring(40) + "\n");
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(1);
  }

  @Test
  void errorReplyCountsWithItsText() {
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Error\": \"Unknown 'nosuch' queue\", \"Retcode\": 1}");
    assertThat(load.outcome().statistics().period().errors().top())
        .containsExactly(new Counts.Count("Unknown 'nosuch' queue", 1));
  }

  @Test
  void connectionThatIsClosedWithoutReplyIsALostFrontend() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.close();
    CommandException failure = load.outcome().failure();
    assertThat(failure).hasMessageContaining("lost the frontend " + frontend.address());
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(1);
  }

  @Test
  void retryGoesOnWithAFrontendThatCameBack() {
    load.retry = Duration.ofSeconds(60);
    load.parallelism = 3;
    load.start();
    for (int i = 0; i < 3; i++) {
      frontend.accept().object();
    }
    frontend.close();
    load.await(now -> now.period().failed() >= 4 && !now.load().connected());
    try (FakeFrontend again = new FakeFrontend(frontend.address().port())) {
      for (int i = 0; i < 3; i++) {
        Peer back = again.accept();
        back.object();
        back.write(SUCCESS);
      }
      load.await(now -> now.period().succeeded() >= 3 && now.load().connected());
    }
  }

  @Test
  void unreachableFrontendOfTheOnlyRequestIsExitCodeThree() {
    load.requests = 1;
    frontend.close();
    load.start();
    assertThat(load.outcome().failure())
        .isNotNull()
        .hasMessageContaining("cannot reach the frontend " + frontend.address())
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(1);
  }

  @Test
  void frontendLostWithTheLastRequestIsExitCodeThree() {
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.close();
    assertThat(load.outcome().failure())
        .isNotNull()
        .hasMessageContaining("lost the frontend " + frontend.address());
  }

  @Test
  void loadThatEndsWithAFrontendThatCameBackIsDone() {
    load.retry = Duration.ofSeconds(60);
    load.requests = 2;
    load.start();
    Peer lost = frontend.accept();
    lost.object();
    lost.close();
    Peer back = frontend.accept();
    back.object();
    back.write(SUCCESS);
    assertThat(load.outcome().failure()).isNull();
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(1);
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(1);
  }

  @Test
  void frontendThatIsNotBackAtTheEndIsExitCodeThreeWithRetryToo() {
    load.retry = Duration.ofSeconds(1000);
    load.requests = 1;
    frontend.close();
    load.start();
    assertThat(load.outcome().failure())
        .isNotNull()
        .hasMessageEndingWith("; it was not back when the load ended");
  }

  @Test
  void workerPortIsToldFromItsAnswer() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Error\": \"\", \"Empty\": false, \"Args\": [\"0.2\"], \"Limit\": 0}");
    assertThat(load.outcome().failure())
        .isNotNull()
        .hasMessage(
            frontend.address()
                + ": this is a frontend's worker port (expected: its client port, 9997)")
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
  }
}
