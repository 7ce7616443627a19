package io.plimsoll.client.load;

import static io.plimsoll.client.testing.FakeFrontend.success;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.load.Counts.Count;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.client.testing.FakeFrontend.Peer;
import io.plimsoll.client.testing.TestLoad;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final FakeFrontend frontend = new FakeFrontend();
  private final TestLoad load = new TestLoad(frontend);

  @AfterEach
  void close() {
    load.close();
    frontend.close();
  }

  private CommandException failure() {
    return requireNonNull(load.outcome().failure());
  }

  @Test
  void firstMessageAsksForASessionAndTheNextDoesNot() {
    load.args = List.of("0.2", "x y");
    load.limit = Duration.ofSeconds(5);
    load.start();
    Peer peer = frontend.accept();
    String first =
        "{\"Id\":0,\"KeepAlive\":true,\"Queue\":\"sleep\",\"Args\":[\"0.2\",\"x y\"],\"Limit\":5}\n";
    assertThat(peer.bytes(first.length())).isEqualTo(first);
    peer.write("{\"Id\":0,\"Node\":\"n\"}\n");
    String second = "{\"Id\":1,\"Queue\":\"sleep\",\"Args\":[\"0.2\",\"x y\"],\"Limit\":5}\n";
    assertThat(peer.bytes(second.length())).isEqualTo(second);
  }

  @Test
  void repliesInAnyOrderSplitAndJoinedAreAllCounted() {
    load.parallelism = 4;
    load.requests = 4;
    load.start();
    Peer peer = frontend.accept();
    assertThat(peer.objects(4)).hasSize(4);
    peer.write("{\"Id\":2,\"Node\":\"n\",\"Run");
    peer.write("time\":0.5}\n\n {\"Id\":0,\"Node\":\"n\"}{\"Id\":3,\"Error\":\"}{\\\"\",");
    peer.write("\"Retcode\":1}\r\n{\"id\":1,\"NODE\":\"n\",\"Unknown\":[{}]}");
    Period period = load.outcome().statistics().period();
    assertThat(period.succeeded()).isEqualTo(3);
    assertThat(period.errors().top()).containsExactly(new Count("}{\"", 1));
  }

  @Test
  void progressIsNoAnswer() {
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    String request = peer.object();
    peer.write("{\"Id\":0,\"Progress\":{\"Phase\":\"running\",\"Done\":1,\"Total\":2}}\n");
    peer.write(success(request));
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(1);
  }

  @Test
  void replyThatComesTwiceCountsOnce() {
    load.parallelism = 2;
    load.requests = 2;
    load.start();
    Peer peer = frontend.accept();
    List<String> requests = peer.objects(2);
    peer.write(success(requests.get(0)) + success(requests.get(0)) + success(requests.get(1)));
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(2);
  }

  @Test
  void requestsAreSpreadOverTheConnections() {
    load.parallelism = 8;
    load.maxParallelism = 8;
    load.connections = 4;
    load.start();
    Set<Peer> peers = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      peers.add(frontend.accept());
    }
    load.await(now -> now.load().outstanding() == 8);
    for (Peer peer : peers) {
      assertThat(peer.object()).contains("\"Id\":0,\"KeepAlive\":true");
      assertThat(peer.object()).contains("\"Id\":1,").doesNotContain("KeepAlive");
    }
  }

  @Test
  void oneConnectionCarriesOneRequestAtATime() {
    load.connections = 4;
    load.requests = 20;
    load.start();
    Peer peer = frontend.accept();
    for (int i = 0; i < 20; i++) {
      peer.write(success(peer.object()));
    }
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(20);
  }

  @Test
  void originalFrontendIsToldFromItsFirstReply() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\".\",\"Error\":\"\",\"Retcode\":0}");
    assertThat(failure())
        .hasMessageEndingWith("this frontend speaks classic only, use --classic")
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void refusalOfTheConnectionIsReportedWithItsText() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Error\":\"message: too large (expected: at most 1024 bytes)\",\"Retcode\":1}");
    assertThat(failure())
        .hasMessageContaining("refused by the frontend " + frontend.address())
        .hasMessageContaining("message: too large (expected: at most 1024 bytes)")
        .hasMessageContaining("--classic");
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(1);
  }

  @Test
  void lostConnectionFailsItsRequestsAndEndsWithExitCodeThree() {
    load.parallelism = 3;
    load.start();
    Peer peer = frontend.accept();
    String request = peer.object();
    peer.objects(2);
    peer.write(success(request));
    peer.object();
    peer.close();
    assertThat(failure())
        .hasMessageContaining("lost the frontend " + frontend.address())
        .hasMessageContaining("--retry")
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
    Period period = load.outcome().statistics().period();
    assertThat(period.succeeded()).isEqualTo(1);
    assertThat(period.failed()).isEqualTo(3);
    assertThat(period.errors().top().get(0).name()).startsWith("connection to the frontend lost:");
  }

  @Test
  void refusedConnectionEndsWithALineThatSaysWhatToDo() {
    frontend.close();
    load.start();
    assertThat(failure())
        .hasMessage(
            "cannot reach the frontend "
                + frontend.address()
                + ": connection refused; start it or name another with -faddr; --retry SECONDS"
                + " waits for it to come back");
  }

  @Test
  void whatIsNoReplyBreaksTheSession() {
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    assertThat(failure()).hasMessageContaining("it sent what is no reply: message: not JSON");
  }

  @Test
  void retryGoesOnWithAFrontendThatCameBack() {
    load.retry = Duration.ofSeconds(60);
    load.parallelism = 2;
    load.start();
    Peer peer = frontend.accept();
    peer.objects(2);
    frontend.close();
    load.await(now -> now.period().failed() == 2 && !now.load().connected());
    try (FakeFrontend again = new FakeFrontend(frontend.address().port())) {
      Peer back = again.accept();
      String request = back.object();
      assertThat(request).contains("\"KeepAlive\":true");
      back.write(success(request));
      Snapshot now = load.await(s -> s.period().succeeded() == 1);
      assertThat(now.load().connected()).isTrue();
    }
  }

  @Test
  void retryEndsAfterItsTime() {
    load.retry = Duration.ofMillis(500);
    frontend.close();
    load.start();
    assertThat(failure()).hasMessageContaining("gave up after 0.5 s");
  }

  @Test
  void lostConnectionOfTheLastRequestIsExitCodeThree() {
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.close();
    assertThat(failure())
        .hasMessageContaining("lost the frontend " + frontend.address())
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
    assertThat(load.outcome().statistics().period().failed()).isEqualTo(1);
  }

  @Test
  void frontendLostAfterTheDurationIsExitCodeThree() {
    load.duration = Duration.ofMillis(50);
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    load.await(now -> now.period().seconds() > 0.1);
    peer.close();
    assertThat(failure()).hasMessageContaining("lost the frontend " + frontend.address());
  }

  @Test
  void frontendThatIsNotBackAtTheEndIsExitCodeThreeWithRetryToo() {
    load.retry = Duration.ofSeconds(1000);
    load.requests = 1;
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    frontend.close();
    assertThat(failure()).hasMessageEndingWith("; it was not back when the load ended");
  }

  @Test
  void replyOfTheFrontendsLargestSizeAndTheWaitTimeIsRead() {
    load.requests = 2;
    load.start();
    Peer peer = frontend.accept();
    for (int bytes : new int[] {1 << 20, 16 << 20}) {
      String reply =
          "{\"Id\":" + FakeFrontend.id(peer.object()) + ",\"Waittime\":0.5,\"Node\":\"n\",";
      peer.write(reply + "\"Result\":{\"Text\":\"" + "x".repeat(bytes) + "\"}}\n");
    }
    assertThat(load.outcome().failure()).isNull();
    assertThat(load.outcome().statistics().period().succeeded()).isEqualTo(2);
  }

  @Test
  void workerPortIsToldFromItsAnswer() {
    load.retry = Duration.ofSeconds(1000);
    load.start();
    Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Id\":0,\"Empty\":true}\n");
    assertThat(failure())
        .hasMessage(
            frontend.address()
                + ": this is a frontend's worker port (expected: its client port, 9997)")
        .extracting(CommandException::exitCode)
        .isEqualTo(ExitCode.UNREACHABLE);
  }
}
