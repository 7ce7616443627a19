package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions of clients and workers that do everything right. */
class SessionTest {

  private TestFrontend frontend;
  private Peer client;
  private Peer worker;

  @BeforeEach
  void connect() {
    frontend = TestFrontend.withQueues("sleep", "other", "third");
    client = frontend.client();
    worker = frontend.worker();
  }

  @AfterEach
  void close() {
    client.close();
    worker.close();
    frontend.close();
  }

  @Test
  void itemCarriesArgumentsAndLimitAndTheReplyEverythingTheWorkerSaid() {
    client.send(
        "{\"Queue\":\"sleep\",\"Id\":0,\"KeepAlive\":true,\"Args\":[\"a b\",\"\"],\"Limit\":2.5}\n");
    worker.send("{\"Queue\":\"sleep\",\"Id\":9007199254740991,\"KeepAlive\":true,\"Wait\":60}\n");
    assertThat(worker.line())
        .isEqualTo("{\"Id\":9007199254740991,\"Args\":[\"a b\",\"\"],\"Limit\":2.5}");
    worker.send(
        "{\"Id\":9007199254740991,\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"d\",\"Error\":\"e\","
            + "\"Timeout\":2.5,\"Runtime\":2.6,\"Retcode\":-9,\"Result\":{\"x\":[1, 2]},"
            + "\"Truncated\":[\"y\"],\"New\":1}\n");
    assertThat(client.timelessLine())
        .isEqualTo(
            "{\"Id\":0,\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"d\",\"Error\":\"e\","
                + "\"Timeout\":2.5,\"Runtime\":2.6,\"Retcode\":-9,"
                + "\"Result\":{\"x\":[1, 2]},\"Truncated\":[\"y\"]}");
  }

  @Test
  void manyRequestsToSeveralQueuesMayBeOutstandingAndAreAnsweredInAnyOrder() {
    List<String> answers = new ArrayList<>();
    String keepAlive = ",\"KeepAlive\":true";
    for (int id = 1; id <= 30; id++) {
      String queue = List.of("sleep", "other", "third").get(id % 3);
      client.send(
          "{\"Queue\":\"" + queue + "\",\"Id\":" + id + keepAlive + ",\"Args\":[\"r" + id + "\"]}");
      worker.send("{\"Queue\":\"" + queue + "\",\"Id\":" + id + keepAlive + ",\"Wait\":60}");
    }
    List<String> items = new ArrayList<>();
    for (int id = 1; id <= 30; id++) {
      items.add(worker.line());
    }
    // Per queue both sides are in order, so each item comes under the Id of its own request.
    assertThat(items)
        .allMatch(item -> item.replaceAll("\\{\"Id\":(\\d+),\"Args\":\\[\"r\\1\"]}", "").isEmpty())
        .doesNotHaveDuplicates();
    for (int id = 30; id >= 1; id--) {
      worker.send("{\"Id\":" + id + ",\"Node\":\"n\",\"Retcode\":" + id + "}\n");
      answers.add(client.timelessLine());
      assertThat(answers.get(answers.size() - 1))
          .isEqualTo("{\"Id\":" + id + ",\"Node\":\"n\",\"Runtime\":0,\"Retcode\":" + id + "}");
    }
  }

  @Test
  void idMayBeUsedAgainOnceItIsAnswered() {
    for (int round = 0; round < 3; round++) {
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      assertThat(worker.line()).isEqualTo("{\"Id\":1}");
      worker.send("{\"Id\":1,\"Node\":\"n\",\"Retcode\":" + round + "}");
      assertThat(client.line()).endsWith("\"Retcode\":" + round + "}");
    }
  }

  @Test
  void waitingRequestIsWithdrawn() {
    client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
    client.send("{\"Id\":1,\"Cancel\":true}");
    assertThat(client.timelessLine())
        .isEqualTo("{\"Id\":1,\"Error\":\"withdrawn by the client\",\"Runtime\":0,\"Retcode\":1}");
    assertThat(frontend.figure("sleep", "waiting")).isZero();
    assertThat(frontend.figure("sleep", "failure")).isEqualTo(1);
  }

  @Test
  void runningRequestIsWithdrawnAtOnceAndItsWorkerToldToStop() {
    client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
    worker.send("{\"Queue\":\"sleep\",\"Id\":8,\"KeepAlive\":true,\"Wait\":60}");
    assertThat(worker.line()).isEqualTo("{\"Id\":8}");
    client.send("{\"Id\":1,\"Cancel\":true}");
    assertThat(client.timelessLine())
        .isEqualTo("{\"Id\":1,\"Error\":\"withdrawn by the client\",\"Runtime\":0,\"Retcode\":1}");
    assertThat(worker.line()).isEqualTo("{\"Id\":8,\"Cancel\":true}");
    assertThat(frontend.figure("sleep", "running")).isEqualTo(1);
    worker.send("{\"Id\":8,\"Node\":\"n\",\"Error\":\"stopped\"}");
    frontend.await("sleep", "running", 0);
    // The next line of the client is the answer to its next request.
    client.send("{\"Queue\":\"nosuch\",\"Id\":2}");
    assertThat(client.line()).startsWith("{\"Id\":2,");
  }

  @Test
  void withdrawalOfWhatIsNotOutstandingIsIgnored() {
    client.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}");
    assertThat(client.line()).startsWith("{\"Id\":1,");
    client.send("{\"Id\":1,\"Cancel\":true}{\"Id\":77,\"Cancel\":true}");
    client.send("{\"Queue\":\"nosuch\",\"Id\":2}");
    assertThat(client.line()).startsWith("{\"Id\":2,");
  }

  @Test
  void returnedItemGoesToAnotherWorkerAtOnce() {
    try (Peer second = frontend.worker()) {
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      frontend.await("sleep", "workersWaiting", 1);
      second.send("{\"Queue\":\"sleep\",\"Id\":5,\"KeepAlive\":true,\"Wait\":60}");
      frontend.await("sleep", "workersWaiting", 2);
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Args\":[\"x\"]}");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Args\":[\"x\"]}");
      worker.send("{\"Id\":1,\"Return\":true}");
      assertThat(second.line()).isEqualTo("{\"Id\":5,\"Args\":[\"x\"]}");
      second.send("{\"Id\":5,\"Node\":\"n2\"}");
      assertThat(client.line()).contains("\"Node\":\"n2\"");
    }
  }

  @Test
  void longPollEndsEmptyWhenItsWaitIsOver() {
    long start = System.nanoTime();
    worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":0.05}");
    assertThat(worker.line())
        .isEqualTo("{\"Id\":1,\"Empty\":true,\"Error\":\"Queue 'sleep' is empty\"}");
    assertThat(System.nanoTime() - start).isGreaterThan(50_000_000L);
    worker.send("{\"Queue\":\"sleep\",\"Id\":1}");
    assertThat(worker.line()).startsWith("{\"Id\":1,\"Empty\":true,");
  }

  @Test
  void parkedWorkRequestIsTakenBack() {
    worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
    worker.send("{\"Queue\":\"sleep\",\"Id\":2,\"Wait\":60}{\"Id\":1,\"Cancel\":true}");
    assertThat(worker.line()).startsWith("{\"Id\":1,\"Empty\":true,");
    client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
    assertThat(worker.line()).isEqualTo("{\"Id\":2}");
    worker.send("{\"Id\":2,\"Cancel\":true}{\"Id\":3,\"Cancel\":true}{\"Id\":2,\"Node\":\"n\"}");
    assertThat(client.line()).contains("\"Node\":\"n\"");
  }

  @Test
  void progressIsPassedOnUnderTheRequestsId() {
    client.send("{\"Queue\":\"sleep\",\"Id\":4,\"KeepAlive\":true}");
    worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
    worker.line();
    worker.send("{\"Id\":1,\"Progress\":{\"Phase\":\"running\",\"Done\":3,\"Total\":9}}");
    assertThat(client.line())
        .isEqualTo("{\"Id\":4,\"Progress\":{\"Phase\":\"running\",\"Done\":3,\"Total\":9}}");
    worker.send("{\"Id\":77,\"Progress\":{\"Done\":1}}{\"Id\":1,\"Node\":\"n\"}");
    assertThat(client.line()).contains("\"Node\":\"n\"");
  }

  @Test
  void longRequestWaitsForASessionWorkerAndClassicOnesPassItOver() {
    String args = "\"Args\":[\"" + "x".repeat(985) + "\"]";
    worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}").line();
    client.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}").line();
    client.send("{\"Queue\":\"sleep\",\"Id\":1," + args + "}");
    client.send("{\"Queue\":\"sleep\",\"Id\":2,\"Args\":[\"" + "\u00e9".repeat(480) + "\"]}");
    client.send("{\"Queue\":\"sleep\",\"Id\":3,\"Args\":[\"short\"]}");
    frontend.await("sleep", "waiting", 3);
    try (Peer classic = frontend.worker();
        Peer second = frontend.worker()) {
      String item = classic.send("{\"Queue\":\"sleep\"}").object();
      assertThat(item).startsWith("{\"Error\":\"\",\"Args\":[\"\u00e9\u00e9");
      assertThat(second.send("{\"Queue\":\"sleep\"}").object()).contains("short");
      worker.send("{\"Queue\":\"sleep\",\"Id\":1}");
      assertThat(worker.line()).isEqualTo("{\"Id\":1," + args + "}");
    }
  }

  @Test
  void successNamesTheNodeThatTheWorkerToldWhenItAskedOrElseItsAddress() {
    for (String[] row :
        new String[][] {{",\"Node\":\"n1\"", "\"Node\":\"n1\""}, {"", "\"Node\":\"127.0.0.1\""}}) {
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60" + row[0] + "}");
      worker.line();
      worker.send("{\"Id\":1}");
      assertThat(client.timelessLine())
          .isEqualTo("{\"Id\":1," + row[1] + ",\"Runtime\":0,\"Retcode\":0}");
    }
  }
}
