package io.plimsoll.replay.profile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileSourceTest {

  /** Long enough never to end a test that goes well. */
  private static final Duration LONG = Duration.ofMinutes(5);

  /** A time to wait for in a test of waiting. */
  private static final Duration SHORT = Duration.ofMillis(100);

  private static final long NO_LIMIT = Long.MAX_VALUE;

  @TempDir private Path folder = Path.of("");

  @Test
  void aFileIsRead() throws Exception {
    Path file = Files.writeString(folder.resolve("p.yaml"), "hello");
    assertThat(text(file.toString())).isEqualTo("hello");
  }

  @Test
  void standardInputIsRead() throws Exception {
    assertThat(text("-")).isEqualTo("from stdin");
  }

  @Test
  void gzipIsToldByContentNotByName() throws Exception {
    Path file = Files.write(folder.resolve("p.yaml"), gzip("packed".getBytes(UTF_8)));
    assertThat(text(file.toString())).isEqualTo("packed");
    Path plain = Files.writeString(folder.resolve("p.yaml.gz"), "plain");
    assertThat(text(plain.toString())).isEqualTo("plain");
    Path empty = Files.writeString(folder.resolve("empty.gz"), "");
    assertThat(text(empty.toString())).isEmpty();
  }

  @Test
  void allMembersOfAGzipAreRead() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      String part = ("part " + i + " ").repeat(i * 100);
      members.write(gzip(part.getBytes(UTF_8)));
      expected.append(part);
    }
    // From a stream that never says how much there is.
    InputStream trickle =
        new ByteArrayInputStream(members.toByteArray()) {
          @Override
          public synchronized int available() {
            return 0;
          }
        };
    try (InputStream in = Unpacked.of(trickle, NO_LIMIT)) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(expected.toString());
    }
  }

  @Test
  void aGzipBombIsRefusedAtTheLimit() throws Exception {
    byte[] bomb = gzip(new byte[50 << 20]);
    assertThat(bomb).hasSizeLessThan(100_000);
    assertThatThrownBy(
            () ->
                LoadedProfile.load(
                    Profiles.source(bomb), LoadOptions.DEFAULTS.withMaxBytes(1 << 20)))
        .isInstanceOf(ProfileException.class);
    String blanks = " ".repeat(50 << 20);
    assertThatThrownBy(
            () ->
                LoadedProfile.load(
                    Profiles.source(gzip(blanks.getBytes(UTF_8))),
                    LoadOptions.DEFAULTS.withMaxBytes(1 << 20)))
        .isInstanceOf(ProfileException.class)
        .hasMessage(
            "profile: longer than 1048576 bytes unpacked (expected: at most --max-profile)");
    byte[] exact = (Profiles.HEAD + Profiles.GET_A).getBytes(UTF_8);
    LoadedProfile.load(Profiles.source(exact), LoadOptions.DEFAULTS.withMaxBytes(exact.length))
        .close();
  }

  @Test
  void aTruncatedGzipIsSaidToBeOne() throws Exception {
    String text = Profiles.HEAD + Profiles.GET_A.repeat(1000);
    byte[] whole = gzip(text.getBytes(UTF_8));
    for (int length : new int[] {2, 9, 20, whole.length / 2, whole.length - 8, whole.length - 1}) {
      assertThatThrownBy(
              () ->
                  LoadedProfile.load(
                      Profiles.source(Arrays.copyOf(whole, length)), LoadOptions.DEFAULTS))
          .as("%d of %d", length, whole.length)
          .isInstanceOf(ProfileException.class)
          .hasMessageContaining("gzip that ends too early (expected: the whole file)");
    }
  }

  @Test
  void aBrokenGzipIsSaidToBeOne() throws Exception {
    byte[] noise = new byte[5000];
    new Random(1).nextBytes(noise);
    byte[] broken = gzip(noise);
    broken[broken.length - 6] ^= 1; // Of the check sum.
    assertThatThrownBy(() -> Unpacked.of(new ByteArrayInputStream(broken), NO_LIMIT).readAllBytes())
        .hasMessageStartingWith("profile: broken gzip: ");
  }

  @Test
  void aMissingFileAndAFolderAreNamed() {
    assertThatThrownBy(() -> text(folder.resolve("missing").toString()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "PROFILE: " + folder.resolve("missing") + ": no such file (expected: a profile)");
    assertThatThrownBy(() -> text(folder.toString()))
        .hasMessage("PROFILE: " + folder + ": a folder (expected: a file)");
  }

  @Test
  void aUrlIsFetched() throws Exception {
    byte[] body = new byte[3 << 20];
    new Random(2).nextBytes(body);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/p",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext("/moved", exchange -> redirect(exchange, url + "/p"));
    server.createContext("/round", exchange -> redirect(exchange, url + "/round"));
    server.start();
    try {
      try (InputStream in = source(url + "/p", LONG).open(NO_LIMIT)) {
        assertThat(in.readAllBytes()).isEqualTo(body);
      }
      try (InputStream in = source(url + "/moved", LONG).open(NO_LIMIT)) {
        assertThat(in.readAllBytes()).isEqualTo(body);
      }
      assertThatThrownBy(() -> source(url + "/round", LONG).open(NO_LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(url + "/round: status 302, redirects from https to http,")
          .hasMessageContaining(" are not followed ");
      assertThatThrownBy(() -> source(url + "/missing?token=secret", LONG).open(NO_LIMIT))
          .isInstanceOf(IOException.class)
          .hasMessage(
              url + "/missing: status 404 (expected: a server that answers with a profile)");
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> source("http:///p", LONG)).hasMessageContaining("PROFILE: http:///p");
    assertThatThrownBy(() -> source("http://a b/", LONG)).hasMessageContaining("(expected: a URL)");
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/p";
      assertThatThrownBy(() -> source(url, SHORT).open(NO_LIMIT))
          .hasMessageMatching(
              url
                  + ": no (answer|connection) after \\d+ ms \\(expected: a server that answers with"
                  + " a profile\\)");
    }
  }

  @Test
  void aServerThatGoesSilentInTheMiddleIsGivenUp() throws Exception {
    AtomicBoolean cancelled = new AtomicBoolean();
    try (FetchedStream in = new FetchedStream("http://host/p", SHORT, -1)) {
      in.onSubscribe(
          new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
              cancelled.set(true);
            }
          });
      in.onNext(
          List.of(ByteBuffer.wrap("pa".getBytes(UTF_8)), ByteBuffer.wrap("rt".getBytes(UTF_8))));
      assertThat(in.readNBytes(4)).isEqualTo("part".getBytes(UTF_8));
      assertThatThrownBy(in::read)
          .hasMessage(
              "http://host/p: no byte for 100 ms (expected: a server that sends the whole profile)");
      assertThat(cancelled).isTrue();
    }
  }

  @Test
  void aServerThatGoesAwayIsNamed() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  head(socket);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      answering.start();
      try (InputStream in = source("http://127.0.0.1:" + port + "/p", LONG).open(NO_LIMIT)) {
        assertThatThrownBy(in::readAllBytes)
            .hasMessage(
                "http://127.0.0.1:"
                    + port
                    + "/p: connection lost after 4 of 100 bytes (expected: the whole profile)");
      }
      answering.join();
    }
    assertThatThrownBy(() -> source("http://127.0.0.1:" + port + "/p", LONG).open(NO_LIMIT))
        .hasMessageStartingWith("http://127.0.0.1:" + port + "/p: no connection");
  }

  private static void redirect(HttpExchange exchange, String target) throws IOException {
    exchange.getResponseHeaders().set("Location", target);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static void head(Socket socket) throws IOException {
    socket.getInputStream().read();
    OutputStream out = socket.getOutputStream();
    out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart".getBytes(UTF_8));
    out.flush();
    while (socket.getInputStream().available() > 0) {
      socket.getInputStream().skipNBytes(1); // Or closing would reset the connection.
    }
  }

  private static ProfileSource source(String text, Duration idle) {
    return ProfileSource.parse(text, InputStream.nullInputStream(), LONG, idle);
  }

  private static String text(String source) throws IOException {
    InputStream stdin = new ByteArrayInputStream("from stdin".getBytes(UTF_8));
    try (InputStream in = ProfileSource.parse(source, stdin).open(NO_LIMIT)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
