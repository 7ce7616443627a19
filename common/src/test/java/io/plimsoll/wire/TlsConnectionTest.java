package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.ssl.SslHandler;
import io.netty.pkitesting.X509Bundle;
import io.plimsoll.cli.HostPort;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.TlsServer.TlsRefused;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both sides of TLS over real sockets: what works, and what each side is told when it does not. */
class TlsConnectionTest {

  private static final int PATIENCE_SECONDS = 30;

  private static final String[] BOTH = {"TLSv1.3", "TLSv1.2"};

  private static final Request REQUEST = new Request(1, true, "q", List.of(), 0, 0);

  private final Transport transport = Transport.start("test", 1);
  private final BlockingQueue<String> seenByServer = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    transport.close();
  }

  /** Answers each request, and notes what else it is told. */
  private final class Answering extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ProtocolException e) {
        seenByServer.add(String.valueOf(e.getMessage()));
        Linger.closeAfter(ctx.writeAndFlush(Reply.error(Message.NO_ID, "refused")));
      } else {
        seenByServer.add("request");
        ctx.writeAndFlush(Reply.error(1, "answer"));
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof TlsRefused refused) {
        seenByServer.add(refused.why());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      seenByServer.add("gone");
    }
  }

  private HostPort serve(@Nullable TlsConfig config) {
    TlsServer tls = TlsServer.of(config);
    Channel listener =
        transport
            .server()
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Pipelines.accepted(
                        channel.pipeline(),
                        tls,
                        0,
                        new MessageDecoder(MessageReader::clientMessage, 1024, 0),
                        new MessageEncoder(Form.SESSION),
                        new Answering());
                  }
                })
            .bind("localhost", 0)
            .syncUninterruptibly()
            .channel();
    transport.loops().terminationFuture().addListener(over -> tls.close());
    return new HostPort("localhost", ((InetSocketAddress) listener.localAddress()).getPort());
  }

  /** Sends a request once connected; the result is what comes first: an answer, or what failed. */
  private static final class Asking extends ChannelInboundHandlerAdapter {

    final CompletableFuture<String> result = new CompletableFuture<>();

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      ctx.writeAndFlush(REQUEST, ctx.voidPromise());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      result.complete(
          message instanceof Reply reply
              ? reply.error()
              : String.valueOf(((Exception) message).getMessage()));
      Linger.endOutput(ctx.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      result.complete("after the handshake: " + cause.getMessage());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      result.complete("closed");
    }
  }

  private String ask(HostPort server, @Nullable TlsConfig config) {
    return ask(server, config, BOTH);
  }

  private String ask(HostPort server, @Nullable TlsConfig config, String... versions) {
    Asking asking = new Asking();
    TlsClient tls = TlsClient.of(config);
    ChannelFuture made =
        transport
            .client()
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Pipelines.dialled(
                        channel.pipeline(),
                        tls,
                        server,
                        failure -> asking.result.complete(String.valueOf(failure.getMessage())),
                        new MessageDecoder(MessageReader::clientAnswer, 1024, 0),
                        new MessageEncoder(Form.SESSION),
                        asking);
                    SslHandler handler = channel.pipeline().get(SslHandler.class);
                    if (handler != null) {
                      handler.engine().setEnabledProtocols(versions);
                    }
                  }
                })
            .connect(server.toConnect());
    try {
      String result = asking.result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(made.channel().closeFuture().await(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("closed after: %s", result)
          .isTrue();
      return result;
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      tls.close();
    }
  }

  /** The next thing that the server was told. */
  private String seen() throws InterruptedException {
    return String.valueOf(seenByServer.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }

  private static X509Bundle expired(String... hosts) {
    return Pki.issued(Pki.CA, Duration.ofHours(-1), hosts);
  }

  @Test
  void requestAndReplyGoThroughAndEndInPeace() throws InterruptedException {
    HostPort server = serve(Pki.config(Pki.server(), null));
    assertThat(ask(server, Pki.config(null, Pki.CA))).isEqualTo("answer");
    assertThat(seen()).isEqualTo("request");
    assertThat(seen()).isEqualTo("gone");
  }

  @Test
  void bothSidesMayShowCertificates() {
    HostPort server = serve(Pki.config(Pki.server(), Pki.CA));
    assertThat(ask(server, Pki.config(Pki.client(), Pki.CA))).isEqualTo("answer");
  }

  @Test
  void certificateMayHaveAnotherNameThanTheHostIfThatNameIsGiven() {
    HostPort server = serve(Pki.config(Pki.issued(Pki.CA, Duration.ofDays(1), "frontend"), null));
    assertThat(ask(server, Pki.config(null, Pki.CA, "frontend"))).isEqualTo("answer");
    assertThat(ask(server, Pki.config(null, Pki.CA)))
        .isEqualTo(
            "TLS: the frontend's certificate is not for 'localhost' but for frontend"
                + " (see --tls-server-name)");
  }

  @Test
  void serverThatHasExpiredIsRefused() throws InterruptedException {
    HostPort server = serve(Pki.config(expired("localhost"), null));
    assertThat(ask(server, Pki.config(null, Pki.CA)))
        .startsWith("TLS: the frontend's certificate has expired on 20");
    assertThat(seen()).startsWith("it ended the handshake: certificate_");
  }

  @Test
  void selfSignedServerThatHasExpiredIsRefusedThoughItIsTrusted() throws Exception {
    X509Bundle own =
        new io.netty.pkitesting.CertificateBuilder()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .notAfter(java.time.Instant.now().minusSeconds(60))
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    assertThat(ask(serve(Pki.config(own, null)), Pki.config(null, own)))
        .startsWith("TLS: the frontend's certificate has expired on 20");
  }

  @Test
  void serverOfAnotherAuthorityIsRefused() {
    HostPort server = serve(Pki.config(Pki.server(), null));
    String expected =
        "TLS: the frontend's certificate is signed by 'CN=ours', which is not trusted"
            + " (see --tls-ca)";
    assertThat(ask(server, Pki.config(null, Pki.OTHER_CA))).isEqualTo(expected);
    assertThat(ask(server, Pki.config(null, null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientWithoutACertificateIsToldThatOneIsAskedFor(String version)
      throws InterruptedException {
    HostPort server = serve(Pki.config(Pki.server(), Pki.CA));
    assertThat(ask(server, Pki.config(null, Pki.CA), version))
        .endsWith("TLS: the frontend asks for a certificate (see --tls-cert and --tls-key)");
    assertThat(seen()).isEqualTo("it shows no certificate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientThatHasExpiredIsToldSo(String version) throws InterruptedException {
    HostPort server = serve(Pki.config(Pki.server(), Pki.CA));
    assertThat(ask(server, Pki.config(expired(), Pki.CA), version))
        .contains("TLS: the frontend refuses the certificate in --tls-cert: it has expired on 20");
    assertThat(seen()).startsWith("its certificate has expired on 20");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientOfAnotherAuthorityIsToldSo(String version) throws InterruptedException {
    HostPort server = serve(Pki.config(Pki.server(), Pki.CA));
    X509Bundle other = Pki.issued(Pki.OTHER_CA, Duration.ofDays(1));
    assertThat(ask(server, Pki.config(other, Pki.CA), version))
        .contains("TLS: the frontend refuses the certificate in --tls-cert: ")
        .endsWith("it is signed by 'CN=theirs' (expected: by a CA in the frontend's --tls-ca)");
    assertThat(seen()).isEqualTo("its certificate is signed by 'CN=theirs', which is not trusted");
  }

  @Test
  void refusalReachesAClientThatHasSentMuchBehindItsCertificate() {
    // Without care the server's close resets the connection, and the alert is lost now and then.
    HostPort server = serve(Pki.config(Pki.server(), Pki.CA));
    TlsConfig none = Pki.config(null, Pki.CA);
    for (int i = 0; i < 30; i++) {
      assertThat(ask(server, none)).contains("the frontend asks for a certificate");
    }
  }

  @Test
  void plainTextToATlsPortIsAnsweredInPlainText() throws InterruptedException {
    HostPort server = serve(Pki.config(Pki.server(), null));
    assertThat(ask(server, null)).isEqualTo("refused");
    assertThat(seen()).isEqualTo("this port takes TLS only (expected: TLS, see --tls)");
    assertThat(seen()).isEqualTo("gone");
  }

  @Test
  void tlsToAPlainPortIsToldOnBothSides() throws InterruptedException {
    assertThat(ask(serve(null), Pki.config(null, Pki.CA)))
        .startsWith("TLS: the frontend does not speak TLS on this port");
    assertThat(seen())
        .isEqualTo(
            "message: not JSON: starts with 0x16, as TLS does"
                + " (expected: plain text, or TLS on both sides)");
  }

  @Test
  void garbageThatBeginsAsTlsDoesEndsTheConnection() throws Exception {
    HostPort server = serve(Pki.config(Pki.server(), null));
    try (Socket socket = new Socket("localhost", server.port())) {
      socket
          .getOutputStream()
          .write("\u0016hello, hello, hello".getBytes(StandardCharsets.US_ASCII));
      socket.setSoTimeout(PATIENCE_SECONDS * 1000);
      socket.getInputStream().readAllBytes();
    }
    assertThat(seen()).isEqualTo("it sent what is no TLS");
    assertThat(seen()).isEqualTo("gone");
  }

  @Test
  void replacedCertificateIsShownToNewConnectionsAndOldOnesGoOn(@TempDir Path folder)
      throws Exception {
    X509Bundle next = Pki.server();
    HostPort server = serve(Pki.write(folder, Pki.server()));
    try (SSLSocket old = javaClient(server, "TLSv1.3")) {
      Pki.write(folder, next);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      boolean shown = false;
      while (!shown && System.nanoTime() < end) {
        try (SSLSocket newer = javaClient(server, "TLSv1.3")) {
          shown = newer.getSession().getPeerCertificates()[0].equals(next.getCertificate());
        }
        Thread.sleep(100);
      }
      assertThat(shown).isTrue();
      assertThat(exchange(old)).contains("\"answer\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void clientThatIsNotOursIsServedInBothVersionsAndGoneWhenItSaysSo(String version)
      throws Exception {
    HostPort server = serve(Pki.config(Pki.server(), null));
    try (SSLSocket socket = javaClient(server, version)) {
      assertThat(exchange(socket)).contains("\"answer\"");
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      assertThat(seen()).isEqualTo("request");
      // Says in TLS that nothing more comes, and leaves the connection below as it is.
      socket.shutdownOutput();
      assertThat(seen()).isEqualTo("gone");
    }
  }

  private static String exchange(SSLSocket socket) throws IOException {
    socket
        .getOutputStream()
        .write("{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"q\"}".getBytes(StandardCharsets.UTF_8));
    byte[] answer = new byte[200];
    int length = socket.getInputStream().read(answer);
    return new String(answer, 0, length, StandardCharsets.UTF_8);
  }

  private static SSLSocket javaClient(HostPort server, String version)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {Pki.CA.toTrustManager()}, null);
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", server.port());
    socket.setSoTimeout(PATIENCE_SECONDS * 1000);
    socket.setEnabledProtocols(new String[] {version});
    socket.startHandshake();
    return socket;
  }
}
