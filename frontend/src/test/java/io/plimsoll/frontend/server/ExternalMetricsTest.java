package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fabric8.kubernetes.api.model.Status;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** The API external.metrics.k8s.io over real sockets: who is answered, and what. */
class ExternalMetricsTest {

  private static final String WAITING =
      "/apis/external.metrics.k8s.io/v1beta1/namespaces/x/hpa_queue_waiting";
  private static final String MAX_WAIT =
      "/apis/external.metrics.k8s.io/v1beta1/namespaces/x/hpa_queue_maxwait_seconds";

  private static final String SESSION = "{\"Queue\":\"sleep\",\"Id\":%d,\"KeepAlive\":true}";

  private static final X509Bundle CA = TestCertificates.authority("ours");
  private static final X509Bundle OTHER_CA = TestCertificates.authority("theirs");
  private static final X509Bundle PROXY = TestCertificates.client(CA, "front-proxy-client");

  private static final Duration SOON = Duration.ofSeconds(60);

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir private Path folder;

  private final TestFrontend.Setup setup = new TestFrontend.Setup();

  @BeforeEach
  void listenToTheLog() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void listenNoMore() {
    logger().detachAppender(log);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("io.plimsoll.frontend.external");
  }

  private String logged() {
    StringBuilder text = new StringBuilder();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      text.append(event.getFormattedMessage()).append('\n');
    }
    return text.toString();
  }

  private static void until(BooleanSupplier condition, String what) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > SOON.toNanos()) {
        throw new AssertionError("never came: " + what);
      }
    }
  }

  /** With these options of external metrics. */
  private TestFrontend start(String... options) {
    FrontendCommand command = new FrontendCommand();
    Commands.commandLine(command, false)
        .parseArgs(
            Stream.concat(
                    Stream.of("--external-metrics=localhost:0"),
                    Stream.concat(Stream.of(options), Stream.of("sleep")))
                .toArray(String[]::new));
    setup.external = command.config().external();
    return setup.start();
  }

  /** As in a cluster. */
  private TestFrontend startForProxy() throws IOException {
    Path ca = Files.writeString(folder.resolve("ca"), CA.getRootCertificatePEM());
    Path names = Files.writeString(folder.resolve("names"), "[\"front-proxy-client\"]");
    return start(
        "--external-metrics-client-ca=" + ca, "--external-metrics-allowed-names-file=" + names);
  }

  private static String head(String path, String... headers) {
    return Stream.concat(Stream.of("Host: x", "Connection: close"), Stream.of(headers))
            .reduce("GET " + path + " HTTP/1.1", (a, b) -> a + "\r\n" + b)
        + "\r\n\r\n";
  }

  private static String ask(
      TestFrontend frontend, @Nullable X509Bundle shown, String version, String request)
      throws Exception {
    HostPort address = frontend.frontend().externalMetricsAddress();
    try (Peer peer = Peer.of(TestCertificates.connect(address, shown, version))) {
      return peer.send(request).rest();
    }
  }

  private static String get(TestFrontend frontend, @Nullable X509Bundle shown, String path)
      throws Exception {
    return ask(frontend, shown, "TLSv1.3", head(path));
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private static Status status(String answer) {
    Status status = JsonMapper.shared().readValue(body(answer), Status.class);
    assertThat(answer).startsWith("HTTP/1.1 " + status.getCode() + " ");
    assertThat(answer).contains("\r\ncontent-type: application/json\r\n");
    return status;
  }

  private static String value(String answer) {
    Matcher value = Pattern.compile("\"value\":\"([^\"]*)\"").matcher(answer);
    assertThat(value.find()).as(answer).isTrue();
    return value.group(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void frontProxyGetsTheValueOfTheMoment(String version) throws Exception {
    try (TestFrontend frontend = startForProxy();
        Peer client = frontend.client()) {
      String request = head(WAITING + "?labelSelector=name%3Dsleep");
      for (int waiting = 0; waiting <= 3; waiting++) {
        if (waiting > 0) {
          client.send(SESSION.formatted(waiting));
        }
        frontend.await("sleep", "waiting", waiting);
        String answer = ask(frontend, PROXY, version, request);
        assertThat(answer).startsWith("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n");
        assertThat(body(answer).replaceFirst("\"20[-0-9T:]+Z\"", "\"T\""))
            .isEqualTo(
                "{\"kind\":\"ExternalMetricValueList\","
                    + "\"apiVersion\":\"external.metrics.k8s.io/v1beta1\",\"metadata\":{},"
                    + "\"items\":[{\"metricName\":\"hpa_queue_waiting\","
                    + "\"metricLabels\":{\"name\":\"sleep\"},\"timestamp\":\"T\",\"value\":\""
                    + waiting
                    + "\"}]}\n");
      }
      assertThat(logged()).doesNotContain("refused");
    }
  }

  @Test
  void whoMayNotAskIsToldSoAndTheLogSaysWho() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      record Case(@Nullable X509Bundle shown, int code, String reason, String message) {}
      List<Case> cases =
          List.of(
              new Case(null, 401, "Unauthorized", "none shown"),
              new Case(
                  TestCertificates.client(OTHER_CA, "front-proxy-client"),
                  401,
                  "Unauthorized",
                  "it is signed by 'CN=theirs', which is not trusted"),
              new Case(
                  TestCertificates.expired(CA, "front-proxy-client"),
                  401,
                  "Unauthorized",
                  "it has expired on 20"),
              new Case(
                  TestCertificates.server(CA, "front-proxy-client"),
                  401,
                  "Unauthorized",
                  "it is refused: "),
              new Case(
                  TestCertificates.client(CA, "somebody"),
                  403,
                  "Forbidden",
                  "'somebody' (expected: an allowed common name)"));
      for (Case one : cases) {
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
          for (String path : List.of(WAITING, "/apis", "/nosuch")) {
            Status status = status(ask(frontend, one.shown(), version, head(path)));
            assertThat(status.getCode()).isEqualTo(one.code());
            assertThat(status.getReason()).isEqualTo(one.reason());
            assertThat(status.getMessage()).contains(one.message());
          }
        }
        assertThat(get(frontend, one.shown(), "/healthz")).startsWith("HTTP/1.1 200 OK\r\n");
      }
      assertThat(logged())
          .contains("external metrics: refused 127.0.0.1: certificate: none shown (expected: ");
    }
  }

  @Test
  void healthIsForEverybody() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      for (String path : List.of("/healthz", "/livez", "/readyz")) {
        assertThat(get(frontend, null, path)).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\nok");
      }
      frontend.frontend().drain();
      assertThat(status(get(frontend, null, "/readyz")).getCode()).isEqualTo(503);
      assertThat(get(frontend, null, "/livez")).startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @Test
  void everythingElseThatIsRefusedIsAStatusToo() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      String post = ask(frontend, PROXY, "TLSv1.3", head(WAITING).replace("GET", "POST"));
      assertThat(status(post).getReason()).isEqualTo("MethodNotAllowed");
      assertThat(post).contains("\r\nAllow: GET, HEAD\r\n");
      assertThat(status(get(frontend, PROXY, WAITING + "?labelSelector=a%3D%3D%3D")).getReason())
          .isEqualTo("BadRequest");
      assertThat(status(get(frontend, PROXY, "/%zz")).getReason()).isEqualTo("BadRequest");
      assertThat(status(ask(frontend, PROXY, "TLSv1.3", "no HTTP\r\n\r\n")).getReason())
          .isEqualTo("BadRequest");
      assertThat(status(get(frontend, PROXY, WAITING.replace("waiting", "x"))).getReason())
          .isEqualTo("NotFound");
      String body = head(WAITING, "Content-Length: 1") + "x";
      assertThat(status(ask(frontend, PROXY, "TLSv1.3", body)).getReason())
          .isEqualTo("RequestEntityTooLarge");
    }
  }

  @Test
  void whoSpeaksPlainTextIsToldSoInPlainText() throws Exception {
    try (TestFrontend frontend = startForProxy();
        Peer peer = Peer.connect(frontend.frontend().externalMetricsAddress())) {
      Status status = status(peer.send(head("/apis")).rest());
      assertThat(status.getCode()).isEqualTo(400);
      assertThat(status.getMessage()).contains("takes TLS only");
    }
  }

  @Test
  void userOfAThousandGroupsIsAnsweredAndAHeadOfMoreThan64KiBIsRefused() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      List<String> headers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        headers.add("X-Remote-Group: company/department/group-" + (10_000 + i));
      }
      String many = head(WAITING, headers.toArray(String[]::new));
      assertThat(many).hasSizeGreaterThan(45_000);
      assertThat(ask(frontend, PROXY, "TLSv1.3", many)).startsWith("HTTP/1.1 200 OK\r\n");
      String selector = head(WAITING + "?labelSelector=name%3D" + "x".repeat(100_000));
      Status status = status(ask(frontend, PROXY, "TLSv1.3", selector));
      assertThat(status.getCode()).isEqualTo(431);
      assertThat(status.getMessage()).contains("at most 65536 bytes");
      Status inHead =
          status(get(frontend, PROXY, WAITING + "?labelSelector=name%3D" + "x".repeat(60_000)));
      assertThat(inHead.getCode()).isEqualTo(400);
      assertThat(inHead.getMessage()).contains("characters (expected: at most 8192)");
    }
  }

  @Test
  void connectionsAreTakenUpTo256AndTheNextOnesAreClosedAtOnce() throws Exception {
    List<Socket> sockets = new ArrayList<>();
    try (TestFrontend frontend = startForProxy()) {
      HostPort address = frontend.frontend().externalMetricsAddress();
      for (int i = 0; i < 260; i++) {
        Socket socket = new Socket();
        socket.connect(address.toConnect());
        sockets.add(socket);
      }
      for (Socket late : sockets.subList(256, 260)) {
        try (Peer peer = Peer.of(late)) {
          assertThat(peer.isClosed()).isTrue();
        }
      }
      for (Socket taken : sockets.subList(0, 256)) {
        taken.close();
      }
      // There is room again once the frontend has seen that they are gone.
      until(() -> isAnswered(frontend), "an answer");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static boolean isAnswered(TestFrontend frontend) {
    try {
      return get(frontend, PROXY, WAITING).startsWith("HTTP/1.1 200");
    } catch (Exception closed) {
      return false;
    }
  }

  @Test
  void replacedAuthorityAndNamesAreTakenUp() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      X509Bundle next = TestCertificates.client(OTHER_CA, "aggregator");
      assertThat(get(frontend, next, WAITING)).startsWith("HTTP/1.1 401 ");
      Files.writeString(folder.resolve("names"), "[\"aggregator\"]");
      until(() -> isForbidden(frontend), "403 for the old name");
      Files.writeString(folder.resolve("ca"), OTHER_CA.getRootCertificatePEM());
      until(() -> !isForbidden(frontend), "401 for the old authority");
      assertThat(get(frontend, PROXY, WAITING)).startsWith("HTTP/1.1 401 ");
      assertThat(get(frontend, next, WAITING)).startsWith("HTTP/1.1 200 ");
    }
  }

  private static boolean isForbidden(TestFrontend frontend) {
    try {
      return get(frontend, PROXY, WAITING).startsWith("HTTP/1.1 403");
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void longestWaitIsTheSameForTwoAutoscalersAndTakenFromNoScraper() throws Exception {
    try (TestFrontend frontend = startForProxy();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(SESSION.formatted(1));
      frontend.await("sleep", "waiting", 1);
      worker.send(SESSION.formatted(1)).line();
      String first = get(frontend, PROXY, MAX_WAIT);
      assertThat(value(first)).matches("[1-9][0-9]*m?");
      assertThat(first).contains("\"window\":30,");
      assertThat(value(get(frontend, PROXY, MAX_WAIT))).isEqualTo(value(first));
      worker.send("{\"Id\":1,\"Runtime\":2.5}");
      client.line();
      assertThat(value(get(frontend, PROXY, MAX_WAIT.replace("wait", "run")))).isEqualTo("2500m");
      assertThat(value(get(frontend, PROXY, MAX_WAIT.replace("wait", "total"))))
          .matches("25[0-9][0-9]m|[3-9]|[1-9][0-9]+m?");
      Matcher scraped =
          Pattern.compile("hpa_queue_maxwait_seconds\\{name=\"sleep\",} (\\S+)")
              .matcher(frontend.get("/metrics"));
      assertThat(scraped.find()).isTrue();
      assertThat(Double.parseDouble(scraped.group(1))).isPositive();
    }
  }

  @Test
  void longestWaitIsThatSinceTheLastLogLineWhereThereAreLogLines() throws Exception {
    setup.logInterval = Duration.ofHours(1);
    try (TestFrontend frontend = startForProxy();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      client.send(SESSION.formatted(1));
      frontend.await("sleep", "waiting", 1);
      worker.send(SESSION.formatted(1)).line();
      String answer = get(frontend, PROXY, MAX_WAIT);
      assertThat(value(answer)).matches("[1-9][0-9]*m?");
      assertThat(answer).doesNotContain("window");
    }
  }

  @Test
  void anonymousIsForEverybodyAndSaysSo() throws Exception {
    try (TestFrontend frontend = start("--external-metrics-anonymous")) {
      assertThat(value(get(frontend, null, WAITING))).isEqualTo("0");
      assertThat(value(get(frontend, TestCertificates.client(OTHER_CA, "x"), WAITING)))
          .isEqualTo("0");
      assertThat(logged()).contains("everybody is answered (see --external-metrics-anonymous)");
    }
  }

  @Test
  void certificateThatIsMadeIsForTheNamesAndItsHashIsInTheLog() throws Exception {
    try (TestFrontend frontend =
            start(
                "--external-metrics-anonymous",
                "--external-metrics-names=frontend.lab.svc,127.0.0.1");
        SSLSocket socket =
            TestCertificates.connect(
                frontend.frontend().externalMetricsAddress(), null, "TLSv1.3")) {
      socket.startHandshake();
      assertThat(TestCertificates.names(socket)).containsExactly("frontend.lab.svc", "127.0.0.1");
      assertThat(logged())
          .contains(
              "a certificate was made for frontend.lab.svc, 127.0.0.1, SHA-256 "
                  + TestCertificates.sha256(socket));
    }
  }

  @Test
  void certificateThatIsGivenIsShown() throws Exception {
    X509Bundle own = TestCertificates.server(CA, "frontend");
    Path certificate = Files.writeString(folder.resolve("crt"), own.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("key"), own.getPrivateKeyPEM());
    try (TestFrontend frontend =
            start(
                "--external-metrics-anonymous",
                "--external-metrics-cert=" + certificate,
                "--external-metrics-key=" + key);
        SSLSocket socket =
            TestCertificates.connect(
                frontend.frontend().externalMetricsAddress(), null, "TLSv1.3")) {
      socket.startHandshake();
      assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(own.getCertificate());
    }
  }

  @Test
  void askerThatDoesNotTrustTheFrontendIsInTheLog() throws Exception {
    try (TestFrontend frontend = startForProxy()) {
      TestCertificates.refuse(frontend.frontend().externalMetricsAddress(), CA);
      until(
          () ->
              logged()
                  .contains("external metrics: refused 127.0.0.1: TLS: it ended the handshake: "),
          "a line in the log");
    }
  }
}
