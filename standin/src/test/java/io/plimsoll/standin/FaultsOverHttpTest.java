package io.plimsoll.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsOverHttpTest {

  private static final String PODS = "/api/v1/namespaces/default/pods";

  @TempDir private Path folder;

  private static StandInConfig with(FaultRule... rules) {
    return StandInConfig.onFreePort().withFaults(new FaultPlan(1, List.of(rules), List.of()));
  }

  private static long millis(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void answersComeLaterWhereThatIsOrdered() {
    try (StandInServer server = StandInServer.start(with(FaultRule.latency("LIST /api/v1 50ms")))) {
      Http http = new Http(server);
      assertThat(millis(() -> http.get(PODS))).isGreaterThanOrEqualTo(50);
    }
  }

  @Test
  void errorsAreStatusObjectsAndSayWhenToComeAgain() {
    try (StandInServer server = StandInServer.start(with(FaultRule.errors("429:100%")))) {
      Http.Answer answer = new Http(server).get(PODS);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.at("/reason")).isEqualTo("TooManyRequests");
      assertThat(answer.response().headers().firstValue("Retry-After")).hasValue("1");
    }
  }

  @Test
  void theWholeServerStallsAndThenAnswersAll() {
    FaultPlan plan = new FaultPlan(1, List.of(), List.of("0s:150ms"));
    StandInConfig config = StandInConfig.onFreePort().withFaults(plan);
    long start = System.nanoTime();
    try (StandInServer server = StandInServer.start(config)) {
      assertThat(new Http(server).get(PODS).status()).isEqualTo(200);
      assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(150);
    }
  }

  @Test
  void aConnectionIsResetAndARequestHangs() throws IOException {
    try (StandInServer server =
            StandInServer.start(
                with(FaultRule.reset("GET 100%"), FaultRule.hang("LIST /api/v1/nodes")));
        Socket reset = new Socket(InetAddress.getLoopbackAddress(), server.address().port());
        Socket hang = new Socket(InetAddress.getLoopbackAddress(), server.address().port())) {
      send(hang, "/api/v1/nodes");
      send(reset, "/api/v1/nodes/a");
      assertThat(catchThrowable(() -> reset.getInputStream().read()))
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
      // By now the first has come too: both went to the same server before it answered.
      hang.setSoTimeout(20);
      assertThat(catchThrowable(() -> hang.getInputStream().read()))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(server.requests().unanswered()).isEqualTo(1);
    }
  }

  private static void send(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void faultsChangeWhileItRuns() {
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort())) {
      Http http = new Http(server);
      String plan =
          "{\"seed\":3,\"rules\":[{\"verb\":\"GET\",\"path\":\"/api\",\"errors\":\"503:100%\"}],\"stalls\":[]}";
      assertThat(http.put("/standin/faults", plan).status()).isEqualTo(200);
      assertThat(http.get("/standin/faults").body()).isEqualTo(plan);
      assertThat(http.get(PODS + "/a").status()).isEqualTo(503);
      assertThat(http.get(PODS).status()).isEqualTo(200);
      Http.Answer bad = http.put("/standin/faults", "{\"rules\":[{\"latency\":\"soon\"}]}");
      assertThat(bad.status()).isEqualTo(400);
      assertThat(bad.at("/message")).startsWith("latency: 'soon' (expected: ");
      assertThat(http.put("/standin/faults", "{\"lag\":1}").status()).isEqualTo(400);
      assertThat(http.put("/standin/faults", "{}").status()).isEqualTo(200);
      assertThat(http.get(PODS + "/a").status()).isEqualTo(404);
    }
  }

  @Test
  void requestsAboutOneObjectThatOverlapAreCounted() throws Exception {
    try (StandInServer server = StandInServer.start(with(FaultRule.latency("200ms")))) {
      Http http = new Http(server);
      Thread other = new Thread(() -> http.get(PODS + "/a"));
      other.start();
      while (server.requests().inFlight() == 0) {
        Thread.onSpinWait();
      }
      http.get(PODS + "/a");
      other.join();
      http.get(PODS + "/a");
      assertThat(server.requests().overlapping()).isEqualTo(1);
      assertThat(server.requests().maxInFlight()).isEqualTo(2);
      assertThat(server.requests().count("GET " + PODS + "/a", 404)).isEqualTo(3);
      assertThat(
              http.get("/standin/stats")
                  .json()
                  .at("/requests/GET ~1api~1v1~1namespaces~1default~1pods~1a/404")
                  .asInt())
          .isEqualTo(3);
    }
  }

  @Test
  void everyRequestIsRecordedWithItsTime() throws IOException {
    Path file = folder.resolve("record");
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort().withRecord(file))) {
      new Http(server).get(PODS + "?limit=1");
    }
    assertThat(Files.readString(file))
        .matches(
            "\\{\"time\":\\d{19},\"end\":\\d{19},\"method\":\"GET\",\"uri\":\""
                + PODS
                + "\\?limit=1\",\"status\":200}\n");
  }

  @Test
  void withoutTheTokenNobodyIsLetIn() {
    try (StandInServer server = StandInServer.start(StandInConfig.onFreePort().withToken("t"))) {
      Http http = new Http(server);
      assertThat(http.get(PODS).status()).isEqualTo(401);
      assertThat(http.get("/standin/stats").status()).isEqualTo(401);
      assertThat(
              http.send("GET", PODS, "", "application/json", "Authorization", "Bearer t").status())
          .isEqualTo(200);
    }
  }
}
