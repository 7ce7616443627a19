package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusPagesTest {

  private final TestFrontend frontend = TestFrontend.withQueues("sleep", "other");

  @AfterEach
  void close() {
    frontend.close();
  }

  @Test
  void queuesHasEveryFigureOfEveryQueue() {
    try (Peer client = frontend.client()) {
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      frontend.await("sleep", "waiting", 1);
      String page = frontend.get("/queues");
      assertThat(page).contains("content-type: application/json; charset=utf-8\r\n");
      String histogram =
          "\"buckets\":{\"5.0E-4\":0,\"0.001\":0,\"0.0025\":0,\"0.005\":0,\"0.01\":0,\"0.025\":0,"
              + "\"0.05\":0,\"0.1\":0,\"0.25\":0,\"0.5\":0,\"1.0\":0,\"2.5\":0,\"5.0\":0,"
              + "\"10.0\":0,\"30.0\":0,\"60.0\":0,\"120.0\":0,\"300.0\":0,\"600.0\":0,"
              + "\"1800.0\":0,\"3600.0\":0},\"count\":0,\"sum\":0.0}";
      String rest =
          "\"success\":0,\"failure\":0,\"disconnect\":0,\"rejected\":{\"full\":0,"
              + "\"too_large\":0,\"runners\":0,\"closed\":0},\"maxwaitSeconds\":0.0,"
              + "\"maxrunSeconds\":0.0,\"maxtotalSeconds\":0.0,\"maxrunPod\":\"\","
              + "\"maxrunNode\":\"\",\"waitSeconds\":{"
              + histogram
              + ",\"runSeconds\":{"
              + histogram
              + "}";
      assertThat(body(page))
          .isEqualTo(
              "{\"queues\":{\"sleep\":{\"all\":1,\"waiting\":1,\"running\":0,\"abandoned\":0,"
                  + "\"workersWaiting\":0,\"accepted\":1,"
                  + rest
                  + ",\"other\":{\"all\":0,\"waiting\":0,\"running\":0,\"abandoned\":0,"
                  + "\"workersWaiting\":0,\"accepted\":0,"
                  + rest
                  + "}}\n");
    }
  }

  @Test
  void nameOfAMegabyteIsCutWhereverItIsKept() {
    String name = "n".repeat(1_000_000);
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      worker.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60}");
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      worker.line();
      worker.send("{\"Id\":1,\"Node\":\"" + name + "\",\"Runtime\":1}");
      assertThat(client.line()).contains(name);
      assertThat(body(frontend.get("/queues")))
          .contains("\"maxrunNode\":\"" + "n".repeat(253) + "...\"");
    }
  }

  @Test
  void acceptHeaderOfASemicolonGetsMetricsLikeAnyOther() {
    for (String accept : new String[] {";", ",;", ";;,text/html", "application/openmetrics-text"}) {
      assertThat(frontend.get("/metrics", "Accept: " + accept))
          .as(accept)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("hpa_queue_all");
    }
  }

  @Test
  void workersSaysWhoIsParkedAndWhoRuns() {
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      assertThat(body(frontend.get("/workers"))).isEqualTo("{\"workers\":[]}\n");
      worker.send(
          "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60,\"Pod\":\"p1\",\"Node\":\"n1\"}");
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      worker.line();
      worker.send("{\"Queue\":\"other\",\"Id\":2,\"Wait\":60}");
      frontend.await("other", "workersWaiting", 1);
      assertThat(
              body(frontend.get("/workers"))
                  .replaceAll("\"seconds\":[0-9.E-]+", "\"seconds\":S")
                  .replaceAll("127.0.0.1:\\d+", "A"))
          .isEqualTo(
              "{\"workers\":[{\"queue\":\"sleep\",\"state\":\"running\",\"seconds\":S,"
                  + "\"node\":\"n1\",\"pod\":\"p1\",\"address\":\"A\"},"
                  + "{\"queue\":\"other\",\"state\":\"parked\",\"seconds\":S,"
                  + "\"node\":\"\",\"pod\":\"\",\"address\":\"A\"}]}\n");
    }
  }

  @Test
  void controlCharactersInNamesOfWorkersAreEscapedInJson() {
    try (Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      worker.send(
          "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true,\"Wait\":60,"
              + "\"Pod\":\"p\\n\\u001b[31m\\\"\",\"Node\":\"<b>\"}");
      frontend.await("sleep", "workersWaiting", 1);
      String escaped = "p\\n\\u001B[31m\\\"";
      assertThat(frontend.get("/workers")).contains("\"node\":\"<b>\",\"pod\":\"" + escaped + "\"");
      client.send("{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}");
      worker.line();
      worker.send("{\"Id\":1,\"Pod\":\"p\\n\\u001b[31m\\\"\",\"Node\":\"<b>\",\"Runtime\":1}");
      assertThat(client.line()).contains("\"Pod\":\"" + escaped + "\"");
      assertThat(frontend.get("/queues")).contains("\"maxrunPod\":\"" + escaped + "\"");
    }
  }

  @Test
  void healthReadinessAndTheListOfPages() {
    assertThat(frontend.get("/healthz")).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\nok\n");
    assertThat(frontend.get("/readyz"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\nready\n");
    assertThat(frontend.get("/"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .endsWith("\r\n\r\n/metrics /queues /workers /healthz /readyz\n");
  }

  @Test
  void headGetsTheHeadOfTheAnswer() {
    assertThat(frontend.http("HEAD /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("content-length: 3\r\n")
        .endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET /nosuch HTTP/1.1\\r\\nConnection: close\\r\\n\\r\\n|404 Not Found|not found (see /)",
        "POST /queues HTTP/1.1\\r\\nContent-Length: 0\\r\\n\\r\\n|405 Method Not Allowed|method not"
            + " allowed (expected: GET or HEAD)",
        "DELETE / HTTP/1.1\\r\\n\\r\\n|405 Method Not Allowed|method not allowed (expected: GET or"
            + " HEAD)",
        "GET / HTTP/1.1\\r\\nContent-Length: 3\\r\\n\\r\\nabc|413 Request Entity Too Large|body not"
            + " allowed",
        "GET /%zz HTTP/1.1\\r\\n\\r\\n|400 Bad Request|path or query cannot be decoded",
        "nonsense\\r\\n\\r\\n|400 Bad Request|not HTTP"
      })
  void otherRequestsAreRefusedWithTheFittingStatus(String request, String status, String body) {
    assertThat(frontend.http(request.replace("\\r", "\r").replace("\\n", "\n")))
        .startsWith("HTTP/1.1 " + status + "\r\n")
        .endsWith("\r\n\r\n" + body + "\n");
  }

  @Test
  void headOfMoreThan4096BytesIsRefused() {
    String status = "HTTP/1.1 431 Request Header Fields Too Large\r\n";
    String large = "x".repeat(5000);
    assertThat(frontend.http("GET /" + large + " HTTP/1.1\r\n\r\n")).startsWith(status);
    assertThat(frontend.http("GET / HTTP/1.1\r\nX: " + large + "\r\n\r\n")).startsWith(status);
    assertThat(frontend.get("/healthz")).startsWith("HTTP/1.1 200 OK\r\n");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
