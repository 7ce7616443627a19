package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisconnectTest {

  private static final String CLASSIC = "{\"Queue\":\"sleep\"}";
  private static final String SESSION = "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}";
  private static final String POLL =
      "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60,\"Pod\":\"pod-1\",\"Node\":\"node-a\"}";

  @ParameterizedTest
  @ValueSource(strings = {CLASSIC, SESSION})
  void clientThatLeavesTheQueueIsForgottenAtOnce(String request) {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer worker = frontend.worker()) {
      try (Peer client = frontend.client()) {
        client.send(request);
        frontend.await("sleep", "waiting", 1);
      }
      frontend.await("sleep", "waiting", 0);
      assertThat(frontend.metric("hpa_queue_disconnect_total{name=\"sleep\",}")).isEqualTo(1);
      worker.send(CLASSIC);
      assertThat(worker.rest()).contains("\"Empty\":true");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CLASSIC, SESSION})
  void clientThatLeavesWhileItsItemRunsIsADisconnectAndTheWorkerIsToldToStop(String request) {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer worker = frontend.worker()) {
      worker.send(POLL);
      try (Peer client = frontend.client()) {
        client.send(request);
        assertThat(worker.line()).isEqualTo("{\"Id\":1}");
      }
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Cancel\":true}");
      assertThat(frontend.figure("sleep", "disconnect")).isEqualTo(1);
      assertThat(frontend.figure("sleep", "abandoned")).isEqualTo(1);
      worker.send("{\"Id\":1,\"Node\":\"n\"}");
      frontend.await("sleep", "all", 0);
      assertThat(frontend.figure("sleep", "success")).isZero();
      assertThat(frontend.figure("sleep", "disconnect")).isEqualTo(1);
    }
  }

  @Test
  void clientThatShutsDownItsSendingSideCountsAsGone() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client()) {
      client.send(CLASSIC).shutdownOutput();
      frontend.await("sleep", "disconnect", 1);
      assertThat(frontend.figure("sleep", "waiting")).isZero();
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void everyRequestOfAClientThatLeavesIsRemoved() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep", "other")) {
      try (Peer client = frontend.client()) {
        for (int id = 0; id < 50; id++) {
          String queue = id % 2 == 0 ? "sleep" : "other";
          client.send("{\"Queue\":\"" + queue + "\",\"Id\":" + id + ",\"KeepAlive\":true}");
        }
        frontend.await("sleep", "waiting", 25);
        frontend.await("other", "waiting", 25);
      }
      frontend.await("sleep", "disconnect", 25);
      frontend.await("other", "disconnect", 25);
      assertThat(frontend.figure("other", "waiting")).isZero();
    }
  }

  @Test
  void clientIsToldAtOnceWhichPodAndNodeVanishedInMidRun() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client()) {
      try (Peer worker = frontend.worker()) {
        client.send(SESSION);
        worker.send(POLL);
        assertThat(worker.line()).isEqualTo("{\"Id\":1}");
      }
      assertThat(client.timelessLine())
          .isEqualTo(
              "{\"Id\":1,\"Pod\":\"pod-1\",\"Node\":\"node-a\",\"Error\":\"pod 'pod-1' on node"
                  + " 'node-a' vanished before it replied\",\"Runtime\":0,\"Retcode\":1}");
      assertThat(frontend.figure("sleep", "failure")).isEqualTo(1);
    }
  }

  @Test
  void itemOfAVanishedWorkerGoesToAnotherWhenItMay() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.redeliver = 1;
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer second = frontend.worker()) {
      try (Peer worker = frontend.worker()) {
        client.send(CLASSIC);
        worker.send(POLL).line();
      }
      second.send(POLL);
      assertThat(second.line()).isEqualTo("{\"Id\":1}");
      second.send("{\"Id\":1,\"Node\":\"n2\"}");
      assertThat(client.rest()).contains("\"Node\":\"n2\"", "\"Error\":\"\"");
    }
  }

  @Test
  void itemOfAVanishedWorkerIsNotDeliveredToTheSameWorkerAgain() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.redeliver = 1;
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer second = frontend.worker()) {
      try (Peer worker = frontend.worker()) {
        worker.send(POLL).send("{\"Queue\":\"sleep\",\"Id\":2,\"Wait\":60}");
        frontend.await("sleep", "workersWaiting", 2);
        client.send(CLASSIC);
        assertThat(worker.line()).isEqualTo("{\"Id\":1}");
      }
      second.send(POLL);
      assertThat(second.line()).isEqualTo("{\"Id\":1}");
      second.send("{\"Id\":1,\"Node\":\"n2\"}");
      assertThat(client.rest()).contains("\"Node\":\"n2\"", "\"Error\":\"\"");
    }
  }

  @Test
  void workerThatLeavesTakesItsParkedWorkRequestsWithIt() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client()) {
      try (Peer worker = frontend.worker()) {
        worker.send(POLL).send("{\"Queue\":\"sleep\",\"Id\":2,\"Wait\":60}");
        frontend.await("sleep", "workersWaiting", 2);
      }
      frontend.await("sleep", "workersWaiting", 0);
      client.send(SESSION);
      frontend.await("sleep", "waiting", 1);
    }
  }

  @Test
  void invalidReplyFailsEverythingThatWorkerHad() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      worker.send(POLL).send("{\"Queue\":\"sleep\",\"Id\":2,\"Wait\":60}");
      client.send(SESSION);
      worker.line();
      worker.send("{\"Id\":1,\"Runtime\":\"soon\"}");
      assertThat(worker.rest()).startsWith("{\"Error\":\"Runtime: wrong type or range");
      assertThat(client.line())
          .contains("invalid reply from pod 'pod-1' on node 'node-a': Runtime:");
      frontend.await("sleep", "workersWaiting", 0);
      assertThat(frontend.figure("sleep", "failure")).isEqualTo(1);
    }
  }
}
