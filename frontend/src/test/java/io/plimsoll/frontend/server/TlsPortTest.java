package io.plimsoll.frontend.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.TlsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queue ports that speak TLS, and who comes to them with what. */
class TlsPortTest {

  private static final String REJECTED =
      "hpa_connections_rejected_total{port=\"%s\",reason=\"%s\",}";
  private static final String SESSION = "{\"Queue\":\"sleep\",\"Id\":1,\"KeepAlive\":true}";

  private static final X509Bundle CA = authority();

  private final TestFrontend.Setup setup = new TestFrontend.Setup();

  private static X509Bundle authority() {
    try {
      return new CertificateBuilder()
          .subject("CN=ca")
          .setIsCertificateAuthority(true)
          .setKeyUsage(true, KeyUsage.keyCertSign)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static TlsConfig tls(boolean asksForCertificates) throws Exception {
    X509Bundle own =
        new CertificateBuilder()
            .subject("CN=frontend")
            .addSanDnsName("localhost")
            .buildIssuedBy(CA);
    return new TlsConfig(
        own.toTempCertChainPem().toPath(),
        own.toTempPrivateKeyPem().toPath(),
        asksForCertificates ? CA.toTempRootCertPem().toPath() : null,
        "");
  }

  private static Socket socket(HostPort address, int receiveBytes)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {CA.toTrustManager()}, null);
    Socket below = new Socket();
    if (receiveBytes > 0) {
      below.setReceiveBufferSize(receiveBytes);
    }
    below.connect(address.toConnect());
    return context.getSocketFactory().createSocket(below, "localhost", address.port(), true);
  }

  private static Peer peer(HostPort address) throws IOException, GeneralSecurityException {
    return Peer.of(socket(address, 0));
  }

  private static Peer client(TestFrontend frontend) throws Exception {
    return peer(frontend.frontend().clientAddress());
  }

  private static Peer worker(TestFrontend frontend) throws Exception {
    return peer(frontend.frontend().workerAddress());
  }

  @Test
  void requestIsServedOverTlsInSessionAndInClassicMode() throws Exception {
    setup.tls = tls(false);
    try (TestFrontend frontend = setup.start();
        Peer session = client(frontend);
        Peer classic = client(frontend);
        Peer worker = worker(frontend);
        Peer classicWorker = worker(frontend)) {
      session.send(SESSION);
      frontend.await("sleep", "waiting", 1);
      classic.send("{\"Queue\":\"sleep\",\"Args\":[\"1\"],\"Limit\":0}");
      frontend.await("sleep", "waiting", 2);
      assertThat(worker.send(SESSION).line()).contains("\"Id\":1");
      worker.send("{\"Id\":1,\"Node\":\"n\"}");
      assertThat(session.line()).contains("\"Node\":\"n\"");
      assertThat(classicWorker.send("{\"Queue\":\"sleep\"}").object()).contains("\"1\"");
      classicWorker.send("{\"Node\":\"m\",\"Retcode\":0}");
      assertThat(classicWorker.rest()).isEmpty();
      assertThat(classic.rest()).contains("\"Node\":\"m\"");
    }
  }

  @Test
  void largeReplyPassesThroughManyRecords() throws Exception {
    setup.tls = tls(false);
    try (TestFrontend frontend = setup.start();
        Peer client = client(frontend);
        Peer worker = worker(frontend)) {
      String result = "\"Result\":{\"x\":\"" + "y".repeat(900_000) + "\"}";
      client.send(SESSION);
      worker.send(SESSION).line();
      worker.send("{\"Id\":1,\"Node\":\"n\"," + result + "}");
      assertThat(client.line()).contains(result);
    }
  }

  @Test
  void plainTextIsToldInPlainTextThatThePortSpeaksTlsAndCounted() throws Exception {
    setup.tls = tls(false);
    setup.firstMessage = Duration.ofMillis(500);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client();
        Peer worker = frontend.worker()) {
      String error = "\"Error\":\"this port takes TLS only (expected: TLS, see --tls)\"";
      assertThat(client.send(SESSION).rest()).startsWith("{").contains(error);
      assertThat(worker.send(SESSION).rest()).startsWith("{").contains(error);
      frontend.awaitMetric(REJECTED.formatted("clients", "plain_text"), 1);
      frontend.awaitMetric(REJECTED.formatted("workers", "plain_text"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
      assertThat(frontend.metric(REJECTED.formatted("clients", "no_message"))).isZero();
      assertThat(frontend.metric(REJECTED.formatted("clients", "bad_input"))).isZero();
    }
  }

  @Test
  void tlsOnAPortForPlainTextIsToldSoAndCounted() throws Exception {
    try (TestFrontend frontend = setup.start();
        Peer raw = frontend.client();
        Peer client = client(frontend)) {
      assertThatThrownBy(() -> client.send(SESSION)).isInstanceOf(UncheckedIOException.class);
      frontend.awaitMetric(REJECTED.formatted("clients", "unexpected_tls"), 1);
      assertThat(raw.send(new byte[] {22, 3, 1, 0, 5}).rest())
          .contains("message: not JSON: starts with 0x16, as TLS does");
    }
  }

  @Test
  void peerWithoutACertificateIsRefusedWhereOneIsAskedForAndCounted() throws Exception {
    setup.tls = tls(true);
    try (TestFrontend frontend = setup.start();
        Peer client = client(frontend);
        Peer worker = worker(frontend)) {
      assertThatThrownBy(() -> client.send(SESSION).line()).hasMessageContaining("certificate");
      assertThatThrownBy(() -> worker.send(SESSION).line()).hasMessageContaining("certificate");
      frontend.awaitMetric(REJECTED.formatted("clients", "tls_handshake"), 1);
      frontend.awaitMetric(REJECTED.formatted("workers", "tls_handshake"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
      frontend.awaitMetric("hpa_connections_open{port=\"workers\",}", 0);
      assertThat(frontend.figure("sleep", "all")).isZero();
    }
  }

  /** Nothing; the head of a record that never comes; the first byte of one. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\u0016\u0003\u0001\u0002\u0000", "\u0016"})
  void handshakeThatIsNotFinishedIsEndedByTheTimeOutOfTheFirstMessage(String bytes)
      throws Exception {
    setup.tls = tls(false);
    setup.firstMessage = Duration.ofMillis(200);
    try (TestFrontend frontend = setup.start();
        Peer client = frontend.client()) {
      assertThat(client.send(bytes).isClosed()).isTrue();
      frontend.awaitMetric(REJECTED.formatted("clients", "no_message"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
    }
  }

  @Test
  void peerThatIsSilentAfterTheHandshakeIsClosedToo() throws Exception {
    setup.tls = tls(false);
    setup.firstMessage = Duration.ofSeconds(3);
    try (TestFrontend frontend = setup.start();
        Peer client = client(frontend)) {
      client.send("  ");
      frontend.awaitMetric(REJECTED.formatted("clients", "no_message"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
    }
  }

  @Test
  void peerThatDoesNotReadIsClosedAndCounted() throws Exception {
    setup.tls = tls(false);
    setup.write = Duration.ofMillis(500);
    try (TestFrontend frontend = setup.start();
        Peer client = Peer.of(socket(frontend.frontend().clientAddress(), 4096))) {
      String unknown = "x".repeat(900);
      StringBuilder errors = new StringBuilder();
      for (int id = 0; id < 20_000; id++) {
        errors.append("{\"Queue\":\"").append(unknown).append("\",\"Id\":").append(id);
        errors.append(",\"KeepAlive\":true}\n");
      }
      assertThatThrownBy(() -> client.send(errors.toString()))
          .isInstanceOf(UncheckedIOException.class);
      frontend.awaitMetric(REJECTED.formatted("clients", "no_progress"), 1);
      frontend.awaitMetric("hpa_connections_open{port=\"clients\",}", 0);
    }
  }

  @Test
  void requestThatWaitsIsAnsweredWhenTheFrontendStops() throws Exception {
    setup.tls = tls(false);
    try (TestFrontend frontend = setup.start();
        Peer client = client(frontend)) {
      client.send(SESSION);
      frontend.await("sleep", "waiting", 1);
      frontend.frontend().drain();
      assertThat(client.rest()).contains("frontend is shutting down");
    }
  }

  @Test
  void frontendDoesNotStartWithoutItsFiles() {
    Path none = Path.of("/nosuch/file.pem");
    setup.tls = new TlsConfig(none, none, null, "");
    assertThatThrownBy(setup::start)
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("--tls-cert: /nosuch/file.pem: no such file");
  }
}
