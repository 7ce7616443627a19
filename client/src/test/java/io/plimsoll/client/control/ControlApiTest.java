package io.plimsoll.client.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ControlApiTest extends ControlPort {

  @Test
  void oneNumberPlainIsTheNumberAloneOnALine() {
    assertThat(body("/fails")).isEqualTo("1\n");
    assertThat(body("/parallelism")).isEqualTo("1\n");
    assertThat(body("/rate")).isEqualTo("0\n");
    assertThat(body("/reqs-per-sec")).matches("\\d+(\\.\\d+)?\\n");
  }

  @Test
  void oneNumberJsonIsExactlyAsScriptsExpect() {
    assertThat(body("/fails?type=json"))
        .isEqualTo("{\"result\": 1, \"info\": \"failed requests\"}\n");
    assertThat(new OneNumber(3.5, "requests per second", "").reply(OutputType.JSON).body())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"result\": 3.5, \"info\": \"requests per second\"}\n");
    assertThat(body("/reqs-per-seq?type=json"))
        .matches("\\{\"result\": \\d+(\\.\\d+)?, \"info\": \"requests per second\"}\\n");
  }

  @Test
  void parallelismIsSetAndBeginsANewPeriod() {
    assertThat(body("/parallelism?value=4")).isEqualTo("4\n");
    peer.objects(3);
    assertThat(load.snapshot().load().outstanding()).isEqualTo(4);
    assertThat(body("/fails")).isEqualTo("0\n");
    assertThat(body("/parallel?value=2&type=json"))
        .isEqualTo("{\"result\": 2, \"info\": \"requests in parallel\"}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "/parallelism?value=11, 10",
    "/parallelism?value=99999999999999999999, 10",
    "/parallelism?value=-1, 0",
    "/rate?value=1e99, 1000000",
    "/rate?value=-0.5, 0"
  })
  void valueOutOfRangeGoesToTheNearestEndAndSaysSo(String path, String now) {
    load.load().setParallelism(0).join();
    assertThat(body(path)).startsWith(now + "\nout of range 0 to 10").contains("nearest end");
    assertThat(body(path + "&type=json"))
        .startsWith("{\"result\": " + now + ", ")
        .contains("nearest end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/parallelism?value=abc",
        "/parallelism?value=",
        "/parallelism?value=1.5",
        "/rate?value=NaN",
        "/rate?value=Infinity",
        "/rate?value=1d",
        "/rate?value=x",
        "/stats?type=xml"
      })
  void valueThatIsNoneIsRefusedAndChangesNothing(String path) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("(expected: ").endsWith("\n");
    assertThat(body("/fails")).isEqualTo("1\n");
  }

  @Test
  void rateIsSetAndZeroGoesBack() {
    load.load().setParallelism(0).join();
    assertThat(body("/rate?value=2.5")).isEqualTo("2.5\n");
    assertThat(body("/rate?type=json"))
        .isEqualTo("{\"result\": 2.5, \"info\": \"requests started per second\"}\n");
    assertThat(body("/stats")).contains("2.5 starts per second");
    assertThat(body("/rate?value=0")).isEqualTo("0\n");
    assertThat(body("/stats")).contains("0 in parallel");
  }

  @Test
  void resetBeginsANewPeriod() {
    assertThat(body("/reset")).isEqualTo("0\n");
    assertThat(body("/fails")).isEqualTo("0\n");
    assertThat(body("/reset?type=json"))
        .isEqualTo("{\"result\": 0, \"info\": \"requests since reset\"}\n");
  }

  @Test
  void statisticsAsJsonHaveTheDocumentedFields() {
    JsonNode json = MAPPER.readTree(body("/stats?type=json"));
    assertThat(json.propertyNames()).containsExactly("load", "period");
    assertThat(json.get("load").propertyNames())
        .containsExactly(
            "queue",
            "model",
            "parallelism",
            "maxParallelism",
            "ratePerSecond",
            "warmingUp",
            "connected",
            "outstanding",
            "startedTotal",
            "succeededTotal",
            "failedTotal",
            "refusedHttpRequests");
    assertThat(json.get("load").get("model").asString()).isEqualTo("closed");
    assertThat(json.get("load").get("outstanding").asInt()).isEqualTo(1);
    JsonNode period = json.get("period");
    assertThat(period.propertyNames())
        .containsExactly(
            "seconds",
            "started",
            "succeeded",
            "failed",
            "requestsPerSecond",
            "requestsPerSecondLast10s",
            "waitSeconds",
            "runSeconds",
            "overheadSeconds",
            "totalSeconds",
            "lagSeconds",
            "errors",
            "nodes");
    assertThat(period.get("waitSeconds").propertyNames())
        .containsExactly("count", "min", "mean", "max", "p50", "p90", "p95", "p99", "p999");
    assertThat(period.get("waitSeconds").get("p50").asDouble()).isEqualTo(0.5);
    JsonNode error = period.get("errors").get("top").get(0);
    assertThat(error.get("name").asString()).isEqualTo(EVIL);
    assertThat(error.get("count").asInt()).isEqualTo(1);
    assertThat(period.get("nodes").get(0).propertyNames())
        .containsExactly("node", "replies", "failures", "runSeconds", "devices", "pods", "errors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/stats"})
  void statisticsAsTextShowWhatHappened(String path) {
    assertThat(body(path))
        .contains("1 succeeded, 1 failed, 1 outstanding")
        .containsPattern("(?m)^lag +0\\.0")
        .doesNotContain("warming up")
        .contains(EVIL)
        .contains("node node <a>: 2 replies, 1 failures")
        .contains("card <0>")
        .contains("pod <1>");
  }

  @Test
  void nodesAndPodsAreCounted() {
    assertThat(body("/nodes")).isEqualTo("node <a>: 2 replies\n         1  card <0>\n");
    assertThat(body("/pods")).isEqualTo("node <a>: 2 replies\n         1  pod <1>\n");
    assertThat(body("/nodes?type=json"))
        .isEqualTo(
            "{\"nodes\":[{\"node\":\"node <a>\",\"replies\":2,\"counts\":"
                + "{\"top\":[{\"name\":\"card <0>\",\"count\":1}],\"other\":0}}]}\n");
    assertThat(body("/pods?type=json")).contains("{\"name\":\"pod <1>\",\"count\":1}");
  }

  @Test
  void metricsTellTheSameFigures() {
    HttpResponse<String> response = get("/metrics");
    assertThat(contentType(response)).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body())
        .contains(
            "plimsoll_client_requests_finished_total{result=\"success\",} 1.0\n",
            "plimsoll_client_requests_finished_total{result=\"failure\",} 1.0\n",
            "plimsoll_client_outstanding 1.0\n",
            "plimsoll_client_wait_seconds{quantile=\"0.5\",} 0.5\n",
            "plimsoll_client_wait_seconds_count 1.0\n",
            "plimsoll_client_lag_seconds_count 3.0\n",
            "plimsoll_client_warming_up 0.0\n",
            "plimsoll_client_errors{error=\"" + EVIL + "\",} 1.0\n",
            "plimsoll_client_node_device_replies{node=\"node <a>\",device=\"card <0>\",} 1.0\n");
  }

  @Test
  void unknownPathIsNotFound() {
    assertThat(get("/nope").statusCode()).isEqualTo(404);
    assertThat(get("/nope").body()).isEqualTo("not found: /nope\n");
  }

  @Test
  void eventsBringTheStatisticsAgainAndAgain() throws IOException {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(20_000);
      send(socket, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
      BufferedReader in = reader(socket);
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
      for (int events = 0; events < 2; ) {
        String line = in.readLine();
        assertThat(line).isNotNull();
        if (line.startsWith("data: ")) {
          JsonNode json = MAPPER.readTree(line.substring("data: ".length()));
          assertThat(json.get("period").get("failed").asInt()).isEqualTo(1);
          events++;
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"405, POST / HTTP/1.1, x: y", "413, GET / HTTP/1.1, Content-Length: 5"})
  void refusalsAreCountedAndShown(int status, String requestLine, String header)
      throws IOException {
    assertThat(statusOf(requestLine + "\r\nHost: x\r\n" + header + "\r\n\r\n")).isEqualTo(status);
    load.await(now -> now.load().refusedHttpRequests().getOrDefault(status, 0L) == 1);
    assertThat(body("/stats")).contains("status " + status);
    assertThat(body("/stats?type=html")).contains("<td>" + status);
    assertThat(MAPPER.readTree(body("/stats?type=json")).get("load").get("refusedHttpRequests"))
        .hasToString("{\"" + status + "\":1}");
    assertThat(body("/metrics"))
        .contains("plimsoll_client_refused_http_requests_total{status=\"" + status + "\",} 1.0\n");
  }

  @Test
  void headThatIsTooLargeOrNoHttpIsRefusedAndCounted() throws IOException {
    String large = "GET / HTTP/1.1\r\nX: " + "a".repeat(5000) + "\r\n\r\n";
    assertThat(statusOf(large)).isEqualTo(431);
    load.await(now -> now.load().refusedHttpRequests().getOrDefault(431, 0L) == 1);
    assertThat(statusOf("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(400);
    load.await(now -> now.load().refusedHttpRequests().getOrDefault(400, 0L) == 1);
  }

  @Test
  void valueTypeAndPathThatAreRefusedAreCounted() {
    get("/parallelism?value=abc");
    get("/rate?value=x");
    get("/stats?type=xml");
    get("/nope");
    assertThat(load.snapshot().load().refusedHttpRequests())
        .containsOnly(java.util.Map.entry(400, 3L), java.util.Map.entry(404, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parallelism?value=3", "/parallel?value=3", "/rate?value=3", "/reset"})
  void headOfWhatChangesSomethingIsRefusedAndChangesNothing(String path) throws IOException {
    try (Socket socket = new Socket(address.host(), address.port())) {
      socket.setSoTimeout(20_000);
      send(socket, "HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
      BufferedReader in = reader(socket);
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
      assertThat(in.lines().takeWhile(line -> !line.isEmpty()))
          .anySatisfy(line -> assertThat(line).isEqualToIgnoringCase("allow: GET"));
    }
    assertThat(body("/fails")).isEqualTo("1\n");
    assertThat(body("/parallelism")).isEqualTo("1\n");
    assertThat(body("/rate")).isEqualTo("0\n");
    assertThat(load.snapshot().load().refusedHttpRequests()).containsEntry(405, 1L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/parallelism", "/rate", "/stats"})
  void headOfWhatOnlyTellsIsAnswered(String path) throws IOException {
    assertThat(statusOf("HEAD " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")).isEqualTo(200);
  }

  @Test
  void secondListenerGetsAnEventAtOnce() throws IOException {
    try (Socket first = new Socket(address.host(), address.port());
        Socket second = new Socket(address.host(), address.port())) {
      for (Socket socket : new Socket[] {first, second}) {
        socket.setSoTimeout(20_000);
        send(socket, "GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(reader(socket).lines().anyMatch(line -> line.startsWith("data: "))).isTrue();
      }
    }
  }
}
