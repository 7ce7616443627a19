package io.plimsoll.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.MadeCertificates;
import io.plimsoll.wire.TlsServer;
import io.plimsoll.wire.Transport;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** HTTP over TLS, where the service decides on who asks. */
class HttpTlsTest {

  private static final Transport TRANSPORT = Transport.start("https-test", 1);

  private static final int PATIENCE_SECONDS = 60;

  /** Says who it is. */
  private static final class Service implements HttpService {

    final BlockingQueue<String> failed = new LinkedBlockingQueue<>();

    @Override
    public void serve(HttpCall call) {
      String who =
          call.certificates().isEmpty()
              ? "nobody"
              : call.certificates().get(0).getSubjectX500Principal().getName();
      call.reply(HttpReply.ok(HttpReply.PLAIN, who));
    }

    @Override
    public HttpReply refusal(int status, String why) {
      return HttpReply.of(status, HttpReply.JSON, "\"" + why + "\"");
    }

    @Override
    public void handshakeFailed(String remoteHost, String why) {
      failed.add(remoteHost + " " + why);
    }
  }

  private final Service service = new Service();
  private final MadeCertificates made =
      MadeCertificates.make("test", List.of("127.0.0.1"), Instant.now());
  private final TlsServer tls = TlsServer.asking(made);
  private final HttpPort port =
      HttpPort.listen(TRANSPORT, new HostPort("127.0.0.1", 0), "-x", tls, 8192, service);

  @AfterEach
  void close() {
    port.close();
    tls.close();
  }

  @AfterAll
  static void stop() {
    TRANSPORT.close();
  }

  private Socket connect(@Nullable X509Bundle shown, TrustManager... trust) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManager[] keys = shown == null ? null : shown.toKeyManagerFactory().getKeyManagers();
    context.init(keys, trust, null);
    return context.getSocketFactory().createSocket("127.0.0.1", port.address().port());
  }

  private Socket plain() throws IOException {
    Socket socket = new Socket();
    socket.connect(port.address().toConnect());
    return socket;
  }

  private static String exchange(Socket socket, String request) throws IOException {
    try (socket) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
  }

  private static TrustManager[] everybody() {
    return InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
  }

  @Test
  void serviceSeesTheCertificateWhoeverSignedIt() throws Exception {
    X509Bundle own =
        new CertificateBuilder()
            .subject("CN=asker")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    assertThat(exchange(connect(own, everybody()), get("/"))).endsWith("\r\n\r\nCN=asker");
    assertThat(exchange(connect(null, everybody()), get("/"))).endsWith("\r\n\r\nnobody");
  }

  @Test
  void whoTrustsTheAuthorityOfAMadeCertificateIsServed() throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("ca", made.authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    assertThat(exchange(connect(null, trust.getTrustManagers()), get("/")))
        .startsWith("HTTP/1.1 200 OK\r\n");
  }

  @Test
  void plainTextIsAnsweredInPlainTextAndInTheWordsOfTheService() throws Exception {
    assertThat(exchange(plain(), get("/")))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("content-type: application/json")
        .endsWith("\r\n\r\n\"this port takes TLS only (expected: https)\"");
  }

  @Test
  void headMayBeAsLongAsThePortSays() throws Exception {
    assertThat(exchange(connect(null, everybody()), get("/" + "x".repeat(8000))))
        .startsWith("HTTP/1.1 200 OK\r\n");
    assertThat(exchange(connect(null, everybody()), get("/" + "x".repeat(8200))))
        .startsWith("HTTP/1.1 431 ")
        .endsWith("\"head too large (expected: at most 8192 bytes)\"");
  }

  @Test
  void serviceHearsOfAHandshakeThatFails() throws Exception {
    TrustManagerFactory javas =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    javas.init((KeyStore) null);
    assertThatThrownBy(() -> exchange(connect(null, javas.getTrustManagers()), get("/")))
        .isInstanceOf(IOException.class);
    assertThat(service.failed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
        .startsWith("127.0.0.1 it ended the handshake: ");
  }

  @Test
  void halfAHandshakeIsNoFailureToTellOf() throws Exception {
    try (Socket left = plain()) {
      left.getOutputStream().write(new byte[] {22, 3, 1, 1, 0, 1});
    }
    while (port.connections() > 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    assertThat(service.failed).isEmpty();
  }
}
