package io.plimsoll.frontend.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ClassicExchangeTest {

  private static final byte[] REQUEST = recorded("request.json");
  private static final byte[] WORK_REQUEST = recorded("work-request.json");
  private static final byte[] REPLY = recorded("backend-reply.json");

  private static final String ITEM =
      "{\"Error\":\"\",\"Args\":[\"0.2\"],\"Limit\":5,\"Empty\":false}";
  private static final String ANSWER =
      "{\"Pod\":\"pod-1\",\"Node\":\"node-a\",\"Device\":\".\",\"Error\":\"\",\"Timeout\":0,"
          + "\"Runtime\":0.200535042,\"Waittime\":W,\"Retcode\":0}";

  @Test
  void originalClientAndBackendAreServed() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep")) {
      exchange(frontend, Peer::send);
      assertThat(frontend.figure("sleep", "success")).isEqualTo(1);
    }
  }

  @Test
  void messagesMayComeByteByByte() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep")) {
      exchange(
          frontend,
          (peer, bytes) -> {
            for (byte b : bytes) {
              peer.send(new byte[] {b});
            }
          });
    }
  }

  @Test
  void messagesMayBeSplitAnywhere() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep")) {
      int longest = Math.max(REQUEST.length, REPLY.length);
      for (int at = 0; at <= longest; at++) {
        int cut = at;
        exchange(
            frontend,
            (peer, bytes) -> {
              int split = Math.min(cut, bytes.length);
              peer.send(Arrays.copyOf(bytes, split));
              peer.send(Arrays.copyOfRange(bytes, split, bytes.length));
            });
      }
      assertThat(frontend.figure("sleep", "success")).isEqualTo(longest + 1);
    }
  }

  private static void exchange(TestFrontend frontend, BiConsumer<Peer, byte[]> send) {
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      send.accept(client, REQUEST);
      frontend.await("sleep", "waiting", 1);
      send.accept(worker, WORK_REQUEST);
      assertThat(worker.object()).isEqualTo(ITEM);
      send.accept(worker, REPLY);
      assertThat(worker.rest()).isEmpty();
      assertThat(Peer.timeless(client.rest())).isEqualTo(ANSWER);
    }
  }

  @Test
  void emptyQueueIsToldAtOnceAndTheConnectionClosed() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer worker = frontend.worker()) {
      assertThat(worker.send(WORK_REQUEST).rest())
          .isEqualTo(BadInputTest.classicNoItem("Queue 'sleep' is empty", true));
    }
  }

  @Test
  void fieldNamesInAnyCaseUnknownFieldsAndWhiteSpaceAreNothing() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(" \r\n\t{ \"QUEUE\" : \"sleep\", \"New\": [{}], \"args\": [\"a\"] }\n\n");
      frontend.await("sleep", "waiting", 1);
      worker.send("\n{\"queue\":\"sleep\"}");
      assertThat(worker.object())
          .isEqualTo("{\"Error\":\"\",\"Args\":[\"a\"],\"Limit\":0,\"Empty\":false}");
    }
  }

  @Test
  void earlyClassicWorkerIsHeldForTheClassicWait() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.classicWait = Duration.ofMinutes(1);
    try (TestFrontend frontend = setup.start();
        Peer worker = frontend.worker();
        Peer client = frontend.client()) {
      worker.send(WORK_REQUEST);
      frontend.await("sleep", "workersWaiting", 1);
      client.send(REQUEST);
      assertThat(worker.object()).isEqualTo(ITEM);
      worker.send(REPLY);
      assertThat(Peer.timeless(client.rest()).replace("\"Waittime\":0,", "\"Waittime\":W,"))
          .isEqualTo(ANSWER);
    }
  }

  @Test
  void heldClassicWorkerIsToldEmptyWhenTheClassicWaitIsOver() {
    TestFrontend.Setup setup = new TestFrontend.Setup();
    setup.classicWait = Duration.ofMillis(50);
    try (TestFrontend frontend = setup.start();
        Peer worker = frontend.worker()) {
      long start = System.nanoTime();
      assertThat(worker.send(WORK_REQUEST).rest())
          .isEqualTo(BadInputTest.classicNoItem("Queue 'sleep' is empty", true));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(setup.classicWait);
    }
  }

  @Test
  void classicClientGetsOneObjectOf1024BytesAtMostWithoutResultAndWithTheErrorCut() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(REQUEST);
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      worker.line();
      worker.send(
          "{\"Id\":1,\"Pod\":\"p\",\"Node\":\"n\",\"Retcode\":3,\"Result\":{\"n\":1},\"Error\":\""
              + "\u00e9".repeat(2000)
              + "\"}");
      String answer = client.readOnce();
      int bytes = answer.getBytes(UTF_8).length;
      assertThat(bytes).isBetween(1000, 1024);
      assertThat(Peer.timeless(answer))
          .matches(
              "\\{\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"\",\"Error\":\"\u00e9+\",\"Timeout\":0,"
                  + "\"Runtime\":0,\"Waittime\":W,\"Retcode\":3}");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void resultAloneIsLeftOutForAClassicClient() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(REQUEST);
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      worker.line();
      worker.send("{\"Id\":1,\"Pod\":\"p\",\"Node\":\"n\",\"Runtime\":2.5,\"Result\":{\"n\":1}}");
      assertThat(Peer.timeless(client.rest()))
          .isEqualTo(
              "{\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"\",\"Error\":\"\",\"Timeout\":0,"
                  + "\"Runtime\":2.5,\"Waittime\":W,\"Retcode\":0}");
    }
  }

  @Test
  void requestTooLongForClassicWorkersIsRefusedWhereThereAreNoOthers() {
    String longRequest = "{\"Queue\":\"sleep\",\"Args\":[\"" + "x".repeat(993) + "\"]}";
    assertThat(longRequest).hasSizeBetween(1000, 1024);
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      worker.send(WORK_REQUEST).rest();
      assertThat(client.send(longRequest).rest())
          .isEqualTo(
              BadInputTest.classicReply(
                  "request too long for the workers of queue 'sleep', which are all classic"
                      + " (expected: a work item of at most 1024 bytes)"));
      assertThat(frontend.metric("hpa_queue_rejected_total{name=\"sleep\",reason=\"too_large\",}"))
          .isEqualTo(1);
    }
  }

  @Test
  void classicReplyOfMoreThan1024BytesIsAnInvalidReply() {
    try (TestFrontend frontend = TestFrontend.withQueues("sleep");
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(REQUEST);
      frontend.await("sleep", "waiting", 1);
      worker.send(WORK_REQUEST).object();
      worker.send("{\"Error\":\"" + "x".repeat(1100));
      assertThat(worker.rest())
          .isEqualTo(
              BadInputTest.classicNoItem(
                  "message: too large (expected: at most 1024 bytes)", false));
      assertThat(client.rest())
          .containsPattern(
              "\"Error\":\"invalid reply from worker at 127.0.0.1:\\d+: message: too large");
      assertThat(frontend.figure("sleep", "failure")).isEqualTo(1);
    }
  }

  private static byte[] recorded(String name) {
    try {
      return Files.readAllBytes(Path.of("..", "testdata", "wire", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
