package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.protocol.Limits;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first rows of the table of bad input: what is told to the peer before it is closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {

  private final TestFrontend frontend = TestFrontend.withQueues("sleep", "other");

  @AfterAll
  void stop() {
    frontend.close();
  }

  static List<Arguments> broken() {
    String deep = "{\"Queue\":\"sleep\",\"x\":" + "[".repeat(16);
    return List.of(
        Arguments.of("hello", "message: not JSON: starts with 'h' (expected: '{')"),
        Arguments.of("\u0000", "message: not JSON: starts with 0x00 (expected: '{')"),
        Arguments.of("}", "message: not JSON: starts with '}' (expected: '{')"),
        Arguments.of("[1]", "message: not an object: starts with '[' (expected: '{')"),
        Arguments.of("\"sleep\"", "message: not an object: starts with '\"' (expected: '{')"),
        Arguments.of("5", "message: not an object: starts with '5' (expected: '{')"),
        Arguments.of("{\"Queue\":5}", "Queue: wrong type or range (expected: a string)"),
        Arguments.of(
            "{\"KeepAlive\":1}", "KeepAlive: wrong type or range (expected: true or false)"),
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Id\":-1}",
            "Id: wrong type or range (expected: an integer from 0 to 9007199254740991)"),
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Id\":9007199254740992}",
            "Id: wrong type or range (expected: an integer from 0 to 9007199254740991)"),
        Arguments.of(deep, "message: nested too deep (expected: at most 16)"),
        Arguments.of("{]", "message: not JSON: Unexpected close marker ']': expected '}'"));
  }

  static List<Arguments> tooLarge() {
    return List.of(
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Args\":[\"" + "x".repeat(1000),
            "message: too large (expected: at most 1024 bytes)"));
  }

  static List<Arguments> brokenRequests() {
    return List.of(
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Args\":[1]}",
            "Args: wrong type or range (expected: an array of strings)"),
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Limit\":\"5\"}",
            "Limit: wrong type or range (expected: a number of seconds from 0 to 3200000000)"),
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Limit\":-1}",
            "Limit: wrong type or range (expected: a number of seconds from 0 to 3200000000)"),
        Arguments.of(
            "{\"Queue\":\"sleep\",\"Runners\":1025}",
            "Runners: wrong type or range (expected: an integer from 1 to 1024)"));
  }

  @ParameterizedTest
  @MethodSource({"broken", "tooLarge", "brokenRequests"})
  void classicClientIsToldWhatIsWrongAndClosed(String input, String error) {
    try (Peer client = frontend.client()) {
      assertThat(client.send(input).rest()).isEqualTo(classicReply(error));
    }
  }

  @ParameterizedTest
  @MethodSource({"broken", "tooLarge", "brokenRequests"})
  void sessionClientIsToldWhatIsWrongAndClosed(String input, String error) {
    try (Peer client = frontend.client()) {
      client.send("{\"Queue\":\"nosuch\",\"Id\":3,\"KeepAlive\":true}\n").line();
      assertThat(client.send(input).rest())
          .isEqualTo("{\"Error\":\"" + escaped(error) + "\",\"Runtime\":0,\"Retcode\":1}\n");
    }
  }

  @ParameterizedTest
  @MethodSource({"broken", "tooLarge"})
  void classicWorkerIsToldWhatIsWrongAndClosed(String input, String error) {
    try (Peer worker = frontend.worker()) {
      assertThat(worker.send(input).rest()).isEqualTo(classicNoItem(error, false));
    }
  }

  @ParameterizedTest
  @MethodSource("broken")
  void sessionWorkerIsToldWhatIsWrongAndClosed(String input, String error) {
    try (Peer worker = frontend.worker()) {
      worker.send("{\"Queue\":\"sleep\",\"Id\":3,\"KeepAlive\":true}\n").line();
      assertThat(worker.send(input).rest()).isEqualTo("{\"Error\":\"" + escaped(error) + "\"}\n");
    }
  }

  @Test
  void emptyOrUnknownQueueIsNamedAndAClassicClientClosed() {
    for (String[] row :
        new String[][] {
          {"{}", "invalid queue name ''"},
          {"{\"Queue\":\"\"}", "invalid queue name ''"},
          {"{\"Queue\":\"nosuch\"}", "Unknown 'nosuch' queue"},
          {"{\"Queue\":\"-x\"}", "invalid queue name '-x'"}
        }) {
      try (Peer client = frontend.client();
          Peer worker = frontend.worker()) {
        assertThat(client.send(row[0]).rest()).isEqualTo(classicReply(row[1]));
        assertThat(worker.send(row[0]).rest()).isEqualTo(classicNoItem(row[1], false));
      }
    }
  }

  @Test
  void unknownQueueIsNamedAndASessionStaysOpen() {
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}\n");
      assertThat(client.line())
          .isEqualTo("{\"Id\":1,\"Error\":\"Unknown 'nosuch' queue\",\"Runtime\":0,\"Retcode\":1}");
      worker.send("{\"Queue\":\"nosuch\",\"Id\":1,\"KeepAlive\":true}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":1,\"Error\":\"Unknown 'nosuch' queue\"}");

      worker.send("{\"Queue\":\"other\",\"Id\":2,\"Wait\":60}\n");
      client.send("{\"Queue\":\"other\",\"Id\":2}\n");
      assertThat(worker.line()).isEqualTo("{\"Id\":2}");
      worker.send("{\"Id\":2,\"Pod\":\"p\",\"Node\":\"n\"}\n");
      assertThat(client.line()).contains("\"Id\":2", "\"Pod\":\"p\"");
    }
  }

  @Test
  void duplicateIdThatIsStillOutstandingClosesTheConnection() {
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(
          "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}{\"Queue\":\"other\",\"Id\":1}");
      assertThat(client.rest())
          .isEqualTo(
              "{\"Id\":1,\"Error\":\"Id: 1 is still outstanding (expected: another)\","
                  + "\"Runtime\":0,\"Retcode\":1}\n");
      worker.send(
          "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}"
              + "{\"Queue\":\"other\",\"Id\":1}");
      assertThat(worker.rest())
          .isEqualTo("{\"Id\":1,\"Error\":\"Id: 1 is still outstanding (expected: another)\"}\n");
      frontend.await("sleep", "all", 0);
      frontend.await("sleep", "workersWaiting", 0);
    }
  }

  @Test
  void workerThatAsksWithoutEndIsClosedAndLeavesNothing() {
    StringBuilder requests = new StringBuilder();
    for (int id = 0; id <= Limits.WORK_REQUESTS; id++) {
      requests.append("{\"KeepAlive\":true,\"Id\":" + id + ",\"Queue\":\"sleep\",\"Wait\":600}\n");
    }
    try (Peer worker = frontend.worker()) {
      assertThat(worker.send(requests.toString()).rest())
          .isEqualTo(
              "{\"Id\":100000,\"Error\":\"Id: 100000: too many are outstanding"
                  + " (expected: at most 100000)\"}\n");
      frontend.await("sleep", "workersWaiting", 0);
    }
  }

  @Test
  void missingIdInASessionClosesTheConnection() {
    String error = "Id: missing (expected: an integer from 0 to 9007199254740991)";
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      assertThat(client.send("{\"Queue\":\"sleep\",\"KeepAlive\":true}").rest())
          .isEqualTo("{\"Error\":\"" + error + "\",\"Runtime\":0,\"Retcode\":1}\n");
      assertThat(worker.send("{\"Queue\":\"sleep\",\"KeepAlive\":true}").rest())
          .isEqualTo("{\"Error\":\"" + error + "\"}\n");
    }
  }

  @Test
  void replyOrReturnForAnIdThatWasNotGivenOutClosesTheConnection() {
    for (String[] row :
        new String[][] {
          {"{\"Id\":9,\"Pod\":\"p\",\"Node\":\"n\"}", "Id: 9: reply without an item"},
          {"{\"Id\":9,\"Return\":true}", "Id: 9: Return without an item"},
          {"{\"Id\":1,\"Pod\":\"p\",\"Node\":\"n\"}", "Id: 1: reply without an item"},
          {"{\"Id\":1,\"Return\":true}", "Id: 1: Return without an item"}
        }) {
      try (Peer worker = frontend.worker()) {
        worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}\n");
        frontend.await("sleep", "workersWaiting", 1);
        assertThat(worker.send(row[0]).rest()).isEqualTo("{\"Error\":\"" + row[1] + "\"}\n");
        frontend.await("sleep", "workersWaiting", 0);
      }
    }
  }

  @Test
  void withdrawalBeforeAnyRequestClosesTheConnection() {
    try (Peer client = frontend.client()) {
      assertThat(client.send("{\"Id\":1,\"Cancel\":true}").rest())
          .isEqualTo(classicReply("Cancel: not before a request"));
    }
  }

  @Test
  void replyOnAConnectionThatNeverAskedClosesIt() {
    try (Peer worker = frontend.worker()) {
      assertThat(worker.send("{\"Pod\":\"p\",\"Node\":\"n\",\"Retcode\":0}").rest())
          .isEqualTo(classicNoItem("invalid queue name ''", false));
    }
  }

  @Test
  void badInputIsCountedAndTheNextPeerIsServed() {
    long before = rejected();
    try (Peer client = frontend.client()) {
      client.send("x").rest();
    }
    frontend.awaitMetric(
        "hpa_connections_rejected_total{port=\"clients\",reason=\"bad_input\",}", before + 1);
  }

  private long rejected() {
    return frontend.metric(
        "hpa_connections_rejected_total{port=\"clients\",reason=\"bad_input\",}");
  }

  static String classicReply(String error) {
    return "{\"Pod\":\"\",\"Node\":\"\",\"Device\":\"\",\"Error\":\""
        + escaped(error)
        + "\",\"Timeout\":0,\"Runtime\":0,\"Waittime\":0,\"Retcode\":1}";
  }

  static String classicNoItem(String error, boolean empty) {
    return "{\"Error\":\""
        + escaped(error)
        + "\",\"Args\":null,\"Limit\":0,\"Empty\":"
        + empty
        + "}";
  }

  private static String escaped(String text) {
    return text.replace("\"", "\\\"");
  }
}
