package io.plimsoll.kfp;

import static io.plimsoll.kfp.TestServer.failure;
import static io.plimsoll.kfp.TestServer.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What proxies, newer servers and other programs on the port answer. */
class OddAnswersTest {

  private final AtomicInteger requests = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private KfpApi api;
  private volatile int status = 200;
  private volatile String body = "";

  /** More than this is promised, and never comes. */
  private volatile int missingBytes;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length + missingBytes);
          OutputStream out = exchange.getResponseBody();
          out.write(bytes);
          out.flush();
          if (missingBytes == 0) {
            exchange.close();
          }
        });
    server.start();
    api = api(Duration.ofSeconds(30));
  }

  private KfpApi api(Duration request) {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new KfpApi(
        KfpServer.plain(base), new Patience(request, 3, Duration.ZERO, Duration.ofMillis(1)));
  }

  @AfterEach
  void stop() {
    api.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void anEmptyListIsAnEmptyObject() {
    body = "{}";
    assertThat(get(api.runs(PageQuery.newest()))).isEqualTo(new Page<>(List.of(), 0, ""));
  }

  @Test
  void theEpochIsNoTimeAndAnUnknownStateNoEnd() {
    body =
        "{\"run_id\":\"r\",\"state\":\"NEWER\",\"finished_at\":\"1970-01-01T00:00:00Z\","
            + "\"created_at\":\"2026-01-01T00:00:00Z\",\"scheduled_at\":\"soon\","
            + "\"error\":{\"message\":\"why\"},\"state_history\":[{\"state\":\"RUNNING\"},"
            + "{\"state\":\"PENDING\",\"update_time\":\"2026-01-01T00:00:01.5Z\"}],\"more\":[]}";
    Run run = get(api.run("r"));
    assertThat(run.state()).isEqualTo(RunState.RUNTIME_STATE_UNSPECIFIED);
    assertThat(run.state().isFinal()).isFalse();
    assertThat(run.finishedAt()).isNull();
    assertThat(run.scheduledAt()).isNull();
    assertThat(run.createdAt()).hasToString("2026-01-01T00:00:00Z");
    assertThat(run.error()).isEqualTo("why");
    assertThat(run.history()).hasSize(1);
  }

  @Test
  void aPageOfSomebodyElseIsNoAnswer() {
    body = "<html>\n<title>Log in</title>" + " ".repeat(500) + "x</html>";
    KfpException failed = failure(api.run("r"));
    assertThat(failed.status()).isEqualTo(200);
    assertThat(failed.getMessage())
        .startsWith("GET /runs/r: status 200, which is no JSON: <html> <title>Log in</title>")
        .endsWith("...");
  }

  @Test
  void aRedirectToALoginIsAnError() {
    status = 302;
    assertThat(failure(api.run("r")).status()).isEqualTo(302);
  }

  @Test
  void aRunIsNotCreatedTwiceWhenAProxyCannotSayWhetherItWas() {
    status = 503;
    body = "upstream connect error or disconnect/reset before headers";
    NewRun run = new NewRun("r", "p", "v", "", java.util.Map.of(), "");
    assertThat(failure(api.createRun(run)).status()).isEqualTo(503);
    assertThat(requests).hasValue(1);
    assertThat(failure(api.run("r")).status()).isEqualTo(503);
    assertThat(requests).hasValue(5);
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUpOn() {
    body = "{\"run_id\":";
    missingBytes = 10;
    try (KfpApi hurried = api(Duration.ofMillis(300))) {
      assertThat(failure(hurried.run("r")).getMessage()).endsWith("no answer within 0.3 s");
    }
  }

  @Test
  void anAnswerWithoutAnEndIsCutOff() {
    body = "x".repeat(1000);
    LimitedBodyProbe.check(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), 999, 1000);
  }
}
