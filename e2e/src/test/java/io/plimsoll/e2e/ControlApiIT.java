package io.plimsoll.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the client's control port answers, form by form. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit calls start() first.
class ControlApiIT {

  private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  private Frontend frontend;
  private Jar backend;
  private Jar client;
  private String control;

  /** Some failed requests of a node with an awkward name, and then quiet. */
  @BeforeAll
  void start() {
    frontend = Frontend.start("sleep");
    backend = frontend.backendOn("pod-1", "node-<a>", "-backoff", "1", "/bin/sh", "-c", "exit 3");
    client = frontend.client("-req-now", "2", "-req-max", "9");
    control = client.awaitLog("(http://\\S+)/");
    Wait.until(
        Duration.ofSeconds(20),
        () -> "a reply",
        () -> !Http.get(control + "/fails").body().equals("0\n"));
    Http.get(control + "/parallelism?value=0");
    frontend.await(0, 0);
  }

  @AfterAll
  void end() {
    client.close();
    backend.close();
    frontend.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/stats",
        "/parallelism",
        "/parallel",
        "/rate",
        "/fails",
        "/reqs-per-sec",
        "/reqs-per-seq",
        "/nodes",
        "/pods",
        "/report",
        "/reset"
      })
  void everyPathHasEveryForm(String path) {
    HttpResponse<String> plain = Http.get(control + path + "?type=plain");
    HttpResponse<String> json = Http.get(control + path + "?type=json");
    HttpResponse<String> html = Http.get(control + path + "?type=html");

    assertType(plain, "text/plain; charset=utf-8");
    assertThat(plain.body()).endsWith("\n").doesNotContain("<p>", "{\"");
    assertType(json, "application/json; charset=utf-8");
    assertThat(Peer.json(json.body()).isObject()).isTrue();
    assertType(html, "text/html; charset=utf-8");
    assertThat(html.body()).startsWith("<!DOCTYPE html>").doesNotContain("node-<a>");
    assertThat(Http.get(control + path + "?type=xml").statusCode())
        .isEqualTo(path.equals("/report") ? 200 : 400);

    if (!path.equals("/report")) { // Which is HTML for everyone.
      assertType(Http.get(control + path), "text/plain; charset=utf-8");
    }
    assertType(Http.get(control + path, "Accept", BROWSER), "text/html; charset=utf-8");
  }

  @Test
  void oneNumberIsALineOrAnObjectOfExactlyThisForm() {
    Http.get(control + "/reset");
    assertThat(body("/fails?type=plain")).isEqualTo("0\n");
    assertThat(body("/fails?type=json"))
        .isEqualTo("{\"result\": 0, \"info\": \"failed requests\"}\n");
    assertThat(body("/parallelism?type=plain&value=0")).isEqualTo("0\n");
    assertThat(body("/parallelism?type=json"))
        .isEqualTo("{\"result\": 0, \"info\": \"requests in parallel\"}\n");
    for (String path : new String[] {"/reqs-per-sec", "/reqs-per-seq"}) {
      assertThat(body(path + "?type=plain")).matches("\\d+(\\.\\d+)?\n");
      assertThat(body(path + "?type=json"))
          .matches("\\{\"result\": \\d+(\\.\\d+)?, \"info\": \"requests per second\"}\n");
    }
  }

  @Test
  void eventsCarryTheWholeStatistics() {
    try (Peer browser = Peer.connect(control.substring("http://".length()))) {
      browser.send("GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
      JsonNode first = browser.skip("\r\n\r\n").skip("data: ").read();
      JsonNode second = browser.skip("data: ").read();
      assertThat(first.path("load").path("queue").asString()).isEqualTo("sleep");
      assertThat(second.path("period").path("seconds").asDouble())
          .isGreaterThan(first.path("period").path("seconds").asDouble());
    }
  }

  @Test
  void reportIsAFile() {
    HttpResponse<String> report = Http.get(control + "/report");
    assertThat(report.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"plimsoll-sleep.html\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/parallelism?value=many, 400",
    "/parallelism?value=2.5, 400",
    "/parallelism?value=, 400",
    "/rate?value=fast, 400",
    "/rate?value=NaN, 400",
    "/nosuch, 404",
    "/stats/, 404",
  })
  void badPathOrValueIsRefusedInOneLine(String path, int status) {
    HttpResponse<String> answer = Http.get(control + path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).endsWith("\n").hasLineCount(1);
    assertThat(body("/parallelism")).isEqualTo("0\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "frontend"})
  void whatIsNoPlainGetIsRefused(String who) {
    String url = who.equals("client") ? control : frontend.metrics();
    String path = who.equals("client") ? "/stats" : "/queues";
    String host = " HTTP/1.1\r\nHost: localhost\r\n";
    assertThat(status(url, "POST " + path + host + "Content-Length: 0\r\n\r\n")).isEqualTo(405);
    assertThat(status(url, "DELETE " + path + host + "\r\n")).isEqualTo(405);
    assertThat(status(url, "GET " + path + host + "Content-Length: 5\r\n\r\nhello")).isEqualTo(413);
    assertThat(status(url, "GET " + path + host + "Transfer-Encoding: chunked\r\n\r\n"))
        .isEqualTo(413);
    assertThat(status(url, "hello there\r\n\r\n")).isEqualTo(400);
    assertThat(status(url, "GET /%zz" + host + "\r\n")).isEqualTo(400);
    assertThat(status(url, "GET " + path + host + "X: " + "x".repeat(5000) + "\r\n\r\n"))
        .isEqualTo(431);
    assertThat(status(url, "GET /?" + "x".repeat(5000) + host + "\r\n")).isEqualTo(431);
    assertThat(status(url, "HEAD " + path + host + "\r\n")).isEqualTo(200);
    if (who.equals("client")) {
      JsonNode refused =
          Http.json(control + "/stats?type=json").path("load").path("refusedHttpRequests");
      assertThat(refused.path("405").asInt()).isEqualTo(2);
      assertThat(refused.path("413").asInt()).isEqualTo(2);
      assertThat(refused.path("431").asInt()).isEqualTo(2);
      assertThat(refused.path("400").asInt()).isGreaterThanOrEqualTo(2);
    }
  }

  private String body(String path) {
    return Http.get(control + path).body();
  }

  private static int status(String url, String request) {
    try (Peer peer = Peer.connect(url.substring("http://".length()))) {
      String answer = peer.send(request).readOnce();
      assertThat(answer).startsWith("HTTP/1.");
      return Integer.parseInt(answer.split(" ", -1)[1]);
    }
  }

  private static void assertType(HttpResponse<String> answer, String type) {
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
  }
}
