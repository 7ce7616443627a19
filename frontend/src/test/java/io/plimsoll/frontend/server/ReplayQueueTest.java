package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gangs over real sockets. */
class ReplayQueueTest {

  private static String ask(int id, String pod) {
    return "{\"Queue\":\"replay\",\"Id\":"
        + id
        + ",\"KeepAlive\":true,\"Wait\":60,\"Pod\":\""
        + pod
        + "\",\"Node\":\"n\"}\n";
  }

  @Test
  void replayOfTwoRunnersFromGatheringToItsAnswer() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep", "replay");
        Peer client = frontend.client();
        Peer first = frontend.worker();
        Peer second = frontend.worker()) {
      client.send(
          "{\"Queue\":\"replay\",\"Id\":7,\"KeepAlive\":true,\"Args\":[\"p.yaml\"],\"Limit\":60,"
              + "\"Runners\":2}\n");
      assertThat(client.line())
          .isEqualTo("{\"Id\":7,\"Progress\":{\"Phase\":\"gathering\",\"Done\":0,\"Total\":2}}");
      assertThat(frontend.figure("replay", "waiting")).isEqualTo(2);
      first.send(ask(1, "p1"));
      frontend.await("replay", "workersWaiting", 1);
      second.send(ask(1, "p2"));
      assertThat(first.line())
          .isEqualTo("{\"Id\":1,\"Args\":[\"p.yaml\"],\"Limit\":60,\"Runner\":0,\"Runners\":2}");
      assertThat(second.line())
          .isEqualTo("{\"Id\":1,\"Args\":[\"p.yaml\"],\"Limit\":60,\"Runner\":1,\"Runners\":2}");
      // Another count of workers may have been told before.
      String line = client.line();
      while (line.contains("gathering")) {
        line = client.line();
      }
      assertThat(line)
          .isEqualTo("{\"Id\":7,\"Progress\":{\"Phase\":\"loading\",\"Done\":0,\"Total\":2}}");
      assertThat(frontend.figure("replay", "running")).isEqualTo(2);
      first.send("{\"Id\":1,\"Ready\":true}\n");
      second.send("{\"Id\":1,\"Ready\":true}\n");
      assertThat(first.line()).isEqualTo("{\"Id\":1,\"Go\":true}");
      assertThat(second.line()).isEqualTo("{\"Id\":1,\"Go\":true}");
      line = client.line();
      while (line.contains("loading")) {
        line = client.line();
      }
      assertThat(line)
          .isEqualTo("{\"Id\":7,\"Progress\":{\"Phase\":\"running\",\"Done\":0,\"Total\":0}}");
      second.send(
          "{\"Id\":1,\"Pod\":\"p2\",\"Node\":\"n\",\"Runtime\":2,\"Retcode\":0,"
              + "\"Result\":{\"total\":5}}\n");
      assertThat(client.timelessLine())
          .isEqualTo(
              "{\"Id\":7,\"Runner\":1,\"Reply\":{\"Pod\":\"p2\",\"Node\":\"n\",\"Runtime\":2,"
                  + "\"Retcode\":0,\"Result\":{\"total\":5}}}");
      first.send("{\"Id\":1,\"Pod\":\"p1\",\"Node\":\"n\",\"Error\":\"lost\",\"Retcode\":1}\n");
      assertThat(client.timelessLine())
          .isEqualTo(
              "{\"Id\":7,\"Runner\":0,\"Reply\":{\"Pod\":\"p1\",\"Node\":\"n\",\"Error\":\"lost\","
                  + "\"Runtime\":0,\"Retcode\":1}}");
      assertThat(client.timelessLine())
          .isEqualTo(
              "{\"Id\":7,\"Pod\":\"p2\",\"Node\":\"n\","
                  + "\"Error\":\"1 of 2 runners failed: runner 0 (pod 'p1', node 'n'): lost\","
                  + "\"Runtime\":2,\"Retcode\":1,\"Result\":{\"runners\":2,\"succeeded\":1,"
                  + "\"failed\":1,\"errors\":[{\"runner\":0,\"pod\":\"p1\",\"node\":\"n\","
                  + "\"error\":\"lost\"}]}}");
      assertThat(frontend.metric("hpa_queue_success_total{name=\"replay\",}")).isEqualTo(1);
      assertThat(frontend.metric("hpa_queue_failure_total{name=\"replay\",}")).isEqualTo(1);
    }
  }

  @Test
  void workerThatIsNotReadyInTimeEndsTheReplay() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.queues = List.of("r:replay");
    setup.ready = Duration.ofMillis(50);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      worker.send("{\"Queue\":\"r\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60,\"Pod\":\"p\"}\n");
      frontend.await("r", "workersWaiting", 1);
      client.send("{\"Queue\":\"r\",\"Id\":7,\"KeepAlive\":true}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Runner\":0,\"Runners\":1}");
      assertThat(client.line()).contains("\"Phase\":\"loading\"");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Cancel\":true}");
      assertThat(client.timelessLine())
          .isEqualTo(
              "{\"Id\":7,\"Pod\":\"p\",\"Error\":\"runner 0 of 1 failed before the start:"
                  + " pod 'p' on node '' was not ready within 0.05 s\",\"Runtime\":0,"
                  + "\"Retcode\":1}");
    }
  }

  @Test
  void classicClientGetsTheAnswerAndNothingElse() {
    try (TestFrontend frontend = TestFrontend.withQueues("replay");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send("{\"Queue\":\"replay\",\"Args\":[\"p.yaml\"]}");
      frontend.await("replay", "waiting", 1);
      worker.send(ask(3, "p"));
      assertThat(worker.line())
          .isEqualTo("{\"Id\":3,\"Args\":[\"p.yaml\"],\"Runner\":0,\"Runners\":1}");
      worker.send("{\"Id\":3,\"Ready\":true}{\"Id\":3,\"Progress\":{\"Done\":1}}");
      assertThat(worker.line()).isEqualTo("{\"Id\":3,\"Go\":true}");
      worker.send("{\"Id\":3,\"Pod\":\"p\",\"Node\":\"n\",\"Runtime\":1,\"Result\":{}}");
      assertThat(Peer.timeless(client.rest()))
          .isEqualTo(
              "{\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"\",\"Error\":\"\",\"Timeout\":0,"
                  + "\"Runtime\":1,\"Waittime\":W,\"Retcode\":0}");
    }
  }

  @Test
  void classicWorkerIsToldThatAReplayQueueIsNotForIt() {
    try (TestFrontend frontend = TestFrontend.withQueues("replay");
        Peer worker = frontend.worker()) {
      worker.send("{\"Queue\":\"replay\"}");
      assertThat(worker.rest())
          .isEqualTo(
              "{\"Error\":\"Queue 'replay' is a replay queue (expected: a worker that speaks"
                  + " sessions)\",\"Args\":null,\"Limit\":0,\"Empty\":false}");
    }
  }

  @Test
  void replyOfARunnerMayBeLargerThanAnyOtherReply() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep", "replay");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      String report = "{\"errors\":\"" + "x".repeat((16 << 20) - 200) + "\"}";
      client.send("{\"Queue\":\"replay\",\"Id\":7,\"KeepAlive\":true}\n");
      client.send("{\"Queue\":\"sleep\",\"Id\":8}\n");
      frontend.await("sleep", "waiting", 1);
      worker.send(ask(1, "p"));
      worker.line();
      worker.send("{\"Id\":1,\"Ready\":true}\n").line();
      worker.send("{\"Id\":1,\"Node\":\"n\",\"Result\":" + report + "}\n");
      String line = client.line();
      while (line.contains("\"Progress\"")) {
        line = client.line();
      }
      assertThat(line.contains(report)).isTrue();
      assertThat(client.line()).contains("\"succeeded\":1");
      // What the session may send for a replay queue it may not send for another.
      worker.send("{\"Queue\":\"sleep\",\"Id\":2,\"Wait\":60}\n").line();
      worker.send("{\"Id\":2,\"Node\":\"n\",\"Result\":" + report + "}\n");
      assertThat(worker.line())
          .isEqualTo("{\"Error\":\"message: too large (expected: at most 1048576 bytes)\"}");
      assertThat(client.line()).contains("invalid reply from ", "too large");
    }
  }

  @Test
  void clientThatReadsLateGetsTheReportsOfAllItsRunners() {
    int runners = 5;
    try (TestFrontend frontend = TestFrontend.withQueues("replay");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send("{\"Queue\":\"replay\",\"Id\":7,\"KeepAlive\":true,\"Runners\":5}\n");
      frontend.await("replay", "waiting", runners);
      for (int id = 0; id < runners; id++) {
        worker.send(ask(id, "p"));
      }
      for (int id = 0; id < runners; id++) {
        worker.line();
        worker.send("{\"Id\":" + id + ",\"Ready\":true}\n");
      }
      String report = "{\"errors\":\"" + "x".repeat(10 << 20) + "\"}";
      for (int id = 0; id < runners; id++) {
        worker.line();
        worker.send("{\"Id\":" + id + ",\"Node\":\"n\",\"Result\":" + report + "}\n");
      }
      frontend.await("replay", "running", 0);
      int reports = 0;
      String line = client.line();
      while (!line.contains("\"succeeded\":")) {
        reports += line.contains("\"Reply\"") && line.contains(report) ? 1 : 0;
        line = client.line();
      }
      assertThat(reports).isEqualTo(runners);
    }
  }
}
