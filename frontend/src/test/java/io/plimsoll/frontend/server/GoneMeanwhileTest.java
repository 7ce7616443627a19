package io.plimsoll.frontend.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

/**
 * A peer has closed, and before the frontend's handlers hear of it something is sent to it. That
 * fails at once, in the middle of what the queue is doing.
 */
class GoneMeanwhileTest {

  private final FuzzedPorts ports = new FuzzedPorts(new byte[0]);
  private final FuzzedPeer client = ports.someClient();
  private final FuzzedPeer worker = ports.someWorker(0);

  @Test
  void withdrawnRequestIsAnsweredOnceAlthoughItsWorkerHasGone() {
    send(worker, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\",\"Wait\":60}");
    send(client, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\"}");
    ports.settle();
    worker.leave();
    send(client, "{\"Id\":1,\"Cancel\":true}");
    ports.check();
    ports.end();
  }

  @Test
  void replayWhoseOnlyWorkerHasGoneIsAnsweredOnce() {
    for (int id = 1; id <= 3; id++) {
      send(worker, "{\"KeepAlive\":true,\"Id\":" + id + ",\"Queue\":\"replay\",\"Wait\":60}");
    }
    ports.settle();
    worker.leave();
    send(client, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"replay\",\"Runners\":3}");
    ports.settle();
    ports.check();
    ports.end();
  }

  @Test
  void replayStartsForTheOthersWhenOneOfItsWorkersHasGone() {
    FuzzedPeer other = ports.someWorker(1);
    send(worker, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"replay\",\"Wait\":60}");
    send(worker, "{\"KeepAlive\":true,\"Id\":2,\"Queue\":\"replay\",\"Wait\":60}");
    send(other, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"replay\",\"Wait\":60}");
    send(client, "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"replay\",\"Runners\":3}");
    send(worker, "{\"Id\":1,\"Ready\":true}{\"Id\":2,\"Ready\":true}");
    ports.settle();
    worker.leave();
    send(other, "{\"Id\":1,\"Ready\":true}");
    ports.settle();
    send(other, "{\"Id\":1,\"Node\":\"n\",\"Retcode\":0}");
    ports.settle();
    ports.check();
    client.assertAllAnswered();
    ports.end();
  }

  @Test
  void frontendStopsAlthoughAClientHasGone() {
    for (int id = 1; id <= 3; id++) {
      send(client, "{\"KeepAlive\":true,\"Id\":" + id + ",\"Queue\":\"sleep\"}");
    }
    client.breakDown(0);
    ports.end();
  }

  private static void send(FuzzedPeer peer, String text) {
    peer.receive(text.getBytes(UTF_8));
  }
}
