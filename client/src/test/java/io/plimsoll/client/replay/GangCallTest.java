package io.plimsoll.client.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoop;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.load.Connector;
import io.plimsoll.client.testing.Await;
import io.plimsoll.client.testing.FakeFrontend;
import io.plimsoll.protocol.Progress.Phase;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GangCallTest {

  private static final Request REQUEST =
      new Request(1, true, "replay", List.of("p.yaml", "--speed=4"), 0, 3);

  private final FakeFrontend frontend = new FakeFrontend();
  private final Transport transport = Transport.start("test", 1);
  private GangCall call = call(frontend.address(), 0);

  private GangCall call(HostPort address, long retryNanos) {
    EventLoop loop = transport.loops().next();
    return new GangCall(
        new Connector(transport, loop, address, TlsClient.NONE), loop, REQUEST, retryNanos);
  }

  @AfterEach
  void close() {
    transport.close();
    frontend.close();
  }

  private static GangResult get(CompletableFuture<GangResult> done) throws Exception {
    return done.get(Await.SECONDS, TimeUnit.SECONDS);
  }

  private void assertLost(CompletableFuture<GangResult> done, String why) {
    assertThatThrownBy(() -> get(done))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith("the frontend at 127.0.0.1:")
        .hasMessageContaining(why);
  }

  @Test
  void oneRequestGetsTheRepliesOfItsRunnersAndThenItsAnswer() throws Exception {
    CompletableFuture<GangResult> done = call.send();
    FakeFrontend.Peer peer = frontend.accept();
    assertThat(peer.object())
        .isEqualTo(
            "{\"Id\":1,\"KeepAlive\":true,\"Queue\":\"replay\",\"Args\":[\"p.yaml\",\"--speed=4\"],"
                + "\"Runners\":3}");
    assertThat(call.progress()).isNull();
    peer.write("{\"Id\":1,\"Progress\":{\"Phase\":\"gathering\",\"Done\":2,\"Total\":3}}\n");
    Await.until(call::progress, progress -> progress != null);
    assertThat(call.progress()).matches(p -> p.phase() == Phase.GATHERING && p.done() == 2);
    assertThat(GangRun.text(call.progress())).isEqualTo("waiting for workers: 2 of 3 are there");
    peer.write(
        """
        {"Id":1,"Runner":2,"Reply":{"Pod":"p2","Node":"n","Result":{"total":7}}}
        {"Id":1,"Runner":0,"Reply":{"Pod":"p0","Node":"n","Error":"gone","Retcode":1}}
        {"Id":1,"Error":"1 of 3 runners failed","Retcode":1}
        """);

    GangResult result = get(done);

    assertThat(result.runners().keySet()).containsExactly(0, 2);
    assertThat(result.runners().get(2))
        .matches(r -> r.pod().equals("p2") && r.result() != null && r.result().length() == 11);
    assertThat(result.answer().error()).isEqualTo("1 of 3 runners failed");
  }

  @Test
  void frontendThatIsGoneIsTriedAgainForAsLongAsAskedFor() throws Exception {
    HostPort address = frontend.address();
    frontend.close();
    assertLost(call.send(), "cannot be reached: connection refused");

    call = call(address, TimeUnit.SECONDS.toNanos(Await.SECONDS));
    CompletableFuture<GangResult> done = call.send();
    try (FakeFrontend later = new FakeFrontend(address.port())) {
      FakeFrontend.Peer peer = later.accept();
      peer.write(FakeFrontend.success(peer.object()));
      assertThat(get(done).answer().failed()).isFalse();
    }
  }

  @Test
  void frontendThatLeavesBeforeTheAnswerIsLost() {
    CompletableFuture<GangResult> done = call.send();
    FakeFrontend.Peer peer = frontend.accept();
    peer.object();
    frontend.close();
    assertLost(done, "before the run had ended");
  }

  @Test
  void frontendThatSpeaksClassicOnlyHasNoReplayQueues() {
    CompletableFuture<GangResult> done = call.send();
    FakeFrontend.Peer peer = frontend.accept();
    peer.object();
    peer.write("{\"Pod\":\"p\",\"Node\":\"n\",\"Error\":\"\",\"Retcode\":0}");
    assertLost(done, "speaks classic only");
  }

  @Test
  void whatIsNoReplyIsSaid() {
    CompletableFuture<GangResult> done = call.send();
    FakeFrontend.Peer peer = frontend.accept();
    peer.object();
    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
    assertLost(done, "sent what is no reply");
  }

  @Test
  void requestIsTakenBackAndStillAnswered() throws Exception {
    CompletableFuture<GangResult> done = call.send();
    FakeFrontend.Peer peer = frontend.accept();
    peer.object();
    call.withdraw();
    call.withdraw();
    assertThat(peer.object()).isEqualTo("{\"Id\":1,\"Cancel\":true}");
    peer.write("{\"Id\":1,\"Error\":\"withdrawn by the client\",\"Retcode\":1}\n");
    assertThat(get(done).answer().error()).isEqualTo("withdrawn by the client");
  }

  @Test
  void requestThatWasNeverSentIsTakenBackAtOnce() throws Exception {
    HostPort address = frontend.address();
    frontend.close();
    call = call(address, TimeUnit.HOURS.toNanos(1));
    CompletableFuture<GangResult> done = call.send();
    call.withdraw();
    assertThat(get(done).answer().failed()).isTrue();
  }
}
