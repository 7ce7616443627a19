package io.plimsoll.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.http.HttpCall.EventStream;
import io.plimsoll.wire.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Real sockets and literal bytes. */
@Timeout(30)
class HttpPortTest {

  private static final Transport TRANSPORT = Transport.start("http-test", 2);

  private static final String HEADERS =
      "cache-control: no-store\r\nX-Content-Type-Options: nosniff\r\n";

  private final BlockingQueue<Integer> refused = new LinkedBlockingQueue<>();
  private final BlockingQueue<HttpCall> pending = new LinkedBlockingQueue<>();
  private final BlockingQueue<EventStream> streams = new LinkedBlockingQueue<>();
  private final AtomicInteger served = new AtomicInteger();

  private final HttpPort port =
      HttpPort.listen(TRANSPORT, new HostPort("127.0.0.1", 0), "-maddr", new Service());

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  private Socket socket = new Socket();

  @BeforeEach
  void connect() throws IOException {
    log.start();
    logger().addAppender(log);
    socket = open();
  }

  @AfterEach
  void closeAndSeeThatNobodyCouldFillTheLog() throws IOException {
    socket.close();
    port.close();
    logger().detachAppender(log);
    assertThat(log.list).isEmpty();
  }

  @AfterAll
  static void stop() {
    TRANSPORT.close();
  }

  @Test
  void getIsAnsweredWithLengthAndTypeAndTheConnectionStays() throws IOException {
    send("GET /hello?name=w%20d&name=x HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(read(reply("hello w d").length())).isEqualTo(reply("hello w d"));
    send("GET /hello?name=again HTTP/1.1\r\nHost: a\r\n\r\n");
    assertThat(read(reply("hello again").length())).isEqualTo(reply("hello again"));
  }

  @Test
  void headIsAnsweredWithoutABody() throws IOException {
    send("HEAD /hello?name=world HTTP/1.1\r\n\r\nGET /hello HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertThat(readAll())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: 11\r\n"
                + HEADERS
                + "\r\n"
                + reply("hello null").replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
  }

  @Test
  void peerOfHttp10IsAnsweredAndClosed() throws IOException {
    send("GET /hello HTTP/1.0\r\n\r\n");
    assertThat(readAll()).endsWith("\r\n\r\nhello null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"})
  void otherMethodIsRefusedWithWhatIsAllowed(String method) throws Exception {
    send(method + " /hello HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
    assertThat(readAll())
        .isEqualTo(
            "HTTP/1.1 405 Method Not Allowed\r\ncontent-type: text/plain; charset=utf-8\r\n"
                + "content-length: 43\r\n"
                + HEADERS
                + "Allow: GET, HEAD\r\nconnection: close\r\n\r\n"
                + "method not allowed (expected: GET or HEAD)\n");
    assertThat(refused.take()).isEqualTo(405);
    assertThat(served).hasValue(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|400",
        "\\r\\n\\r\\n\\r\\nGET|400",
        "GET|400",
        "GET / HTTP/9|400",
        "GET / HTTP/1.1\\r\\nno colon|400",
        "GET / HTTP/1.1\\r\\nContent-Length: abc|400",
        "GET / HTTP/1.1\\r\\nContent-Length: -1|400",
        "GET / HTTP/1.1\\r\\nContent-Length: 99999999999999999999|400",
        "GET / HTTP/1.1\\r\\nContent-Length: 1\\r\\nContent-Length: 2|400",
        "GET /hello?name=%zz HTTP/1.1|400",
        "GET /%f HTTP/1.1|400",
        "{\"Queue\":\"sleep\"}|400",
        "GET /hello HTTP/1.1\\r\\nContent-Length: 1|413",
        "GET /hello HTTP/1.1\\r\\nContent-Length: 99999999999|413",
        "HEAD /hello HTTP/1.1\\r\\nTransfer-Encoding: chunked|413",
        "GET /hello HTTP/1.1\\r\\nTransfer-Encoding: chunked|413",
      })
  void whatIsNoProperRequestIsRefusedAndClosed(String head, int status) throws Exception {
    send(head.replace("\\r\\n", "\r\n") + "\r\n\r\n");
    assertThat(readAll()).startsWith("HTTP/1.1 " + status + " ").contains("connection: close");
    assertThat(refused.take()).isEqualTo(status);
    assertThat(refused).isEmpty();
    assertThat(served).hasValue(0);
  }

  @Test
  void longLineAndManyHeadersAreRefused() throws Exception {
    String line = "GET /hello?name=" + "x".repeat(HttpPort.HEAD_BYTES) + " HTTP/1.1\r\n\r\n";
    send(line);
    assertThat(readAll())
        .startsWith("HTTP/1.1 431 ")
        .endsWith("head too large (expected: at most 4096 bytes)\n");
    assertThat(refused.take()).isEqualTo(431);

    socket.close();
    socket = open();
    send("GET /hello HTTP/1.1\r\n" + "X-Header: value\r\n".repeat(300) + "\r\n");
    assertThat(readAll()).startsWith("HTTP/1.1 431 ");
    assertThat(refused.take()).isEqualTo(431);
  }

  @Test
  void endlessHeadIsRefusedAtItsLimit() throws Exception {
    String header = "X-Header: " + "v".repeat(90) + "\r\n";
    send("GET /hello HTTP/1.1\r\n" + header.repeat(1 + HttpPort.HEAD_BYTES / header.length()));
    assertThat(readAll()).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void bodyAfterARefusalIsNotTakenForARequest() throws Exception {
    send("POST / HTTP/1.1\r\nContent-Length: 40\r\n\r\nGET /hello HTTP/1.1\r\n\r\n");
    assertThat(readAll().split("HTTP/1.1 ", -1)).hasSize(2);
    assertThat(served).hasValue(0);
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderHoweverLateTheFirst() throws Exception {
    send("GET /later HTTP/1.1\r\n\r\nGET /hello?name=2 HTTP/1.1\r\n\r\nGET /hello?name=3 HTTP/1.1");
    HttpCall first = pending.take();
    send("\r\nConnection: close\r\n\r\n");
    assertThat(served).hasValue(1);
    first.reply(HttpReply.ok(HttpReply.PLAIN, "late"));
    assertThat(readAll())
        .isEqualTo(
            reply("late")
                + reply("hello 2")
                + reply("hello 3").replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n"));
  }

  @Test
  void manyPipelinedRequestsAreAllAnswered() throws IOException {
    int count = 100;
    send("GET /hello?name=a HTTP/1.1\r\n\r\n".repeat(count));
    String one = reply("hello a");
    assertThat(read(count * one.length())).isEqualTo(one.repeat(count));
  }

  @Test
  void peerThatSendsThousandsOfRequestsAheadIsClosedAndOthersAreServed() throws IOException {
    send("GET /hello HTTP/1.1\r\n\r\n".repeat(3_000));
    InputStream in = socket.getInputStream();
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException reset) {
      // Closed with requests unread, which TCP tells like this.
    }
    socket.close();
    socket = open();
    getIsAnsweredWithLengthAndTypeAndTheConnectionStays();
  }

  /** Its answers would pile up in memory. */
  @Test
  void peerThatSendsRequestsAndReadsNoAnswersIsNotServedForEver() throws Exception {
    byte[] requests = "GET /large HTTP/1.1\r\n\r\n".repeat(100).getBytes(UTF_8);
    Thread flood =
        new Thread(
            () -> {
              try {
                while (true) {
                  socket.getOutputStream().write(requests);
                }
              } catch (IOException closed) {
                // The end of the test.
              }
            });
    flood.start();
    int before;
    do {
      before = served.get();
      Thread.sleep(300);
    } while (before == 0 || served.get() != before);
    assertThat(before).isBetween(1, 200);
    socket.close();
    flood.join();
  }

  @Test
  void headWhoseLineAndHeadersAreTooLargeTogetherIsRefused() throws Exception {
    String half = "x".repeat(HttpPort.HEAD_BYTES / 2);
    send("GET /" + half + " HTTP/1.1\r\nX: " + half + "\r\n\r\n");
    assertThat(readAll()).startsWith("HTTP/1.1 431 ");
    assertThat(refused).containsExactly(431);
  }

  @Test
  void whoAsksForTheHeadOfTheEventsGetsNoEvents() throws Exception {
    send("HEAD /events HTTP/1.1\r\n\r\nGET /nothing HTTP/1.1\r\nConnection: close\r\n\r\n");
    assertThat(readAll())
        .startsWith("HTTP/1.1 200 OK\r\ncontent-type: text/event-stream")
        .contains("content-length: 0")
        .contains("HTTP/1.1 404")
        .doesNotContain("data:");
  }

  @Test
  void eventsAreSentAsTheyHappenUntilThePeerLeaves() throws Exception {
    send("GET /events HTTP/1.1\r\n\r\n");
    EventStream stream = streams.take();
    String head =
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "content-type: text/event-stream; charset=utf-8",
            "cache-control: no-store",
            "transfer-encoding: chunked",
            "",
            "");
    assertThat(read(head.length())).isEqualTo(head);
    stream.send("{\"a\":1}");
    assertThat(read(20)).isEqualTo("f\r\ndata: {\"a\":1}\n\n\r\n");
    stream.send("\u00fc");
    assertThat(read(15)).isEqualTo("a\r\ndata: \u00fc\n\n\r\n");
    assertThat(stream.isOpen()).isTrue();
    socket.close();
    awaitConnections(0);
    assertThat(stream.isOpen()).isFalse();
    stream.send("nobody");
  }

  @Test
  void requestAfterEventsHaveBegunIsPassedOver() throws Exception {
    send("GET /events HTTP/1.1\r\n\r\nGET /hello HTTP/1.1\r\n\r\n");
    EventStream stream = streams.take();
    while (!readLine().isEmpty()) {
      // The head of the answer.
    }
    stream.send("x");
    assertThat(read(14)).isEqualTo("9\r\ndata: x\n\n\r\n");
    assertThat(served).hasValue(1);
  }

  @Test
  void portThatCannotBeBoundIsOneLineAndExitCode3() {
    assertThatThrownBy(
            () -> HttpPort.listen(TRANSPORT, port.address(), "-maddr", call -> {}).close())
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.UNREACHABLE))
        .hasMessageStartingWith("-maddr: cannot listen on " + port.address() + ": ");
  }

  @Test
  void closedPortClosesItsConnections() throws Exception {
    send("GET /hello HTTP/1.1\r\n\r\n");
    assertThat(read(reply("hello null").length())).isEqualTo(reply("hello null"));
    assertThat(port.connections()).isEqualTo(1);
    port.close();
    assertThat(readAll()).isEmpty();
  }

  @Test
  void whatFollowsTheRequestThatEndsTheConnectionIsNotServed() throws IOException {
    String last = "GET /hello?name=last HTTP/1.1\r\nConnection: close\r\n\r\n";
    send(last + "GET /hello?name=never HTTP/1.1\r\n\r\n");
    assertThat(readAll()).endsWith("\r\n\r\nhello last");
    assertThat(served).hasValue(1);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private Socket open() throws IOException {
    Socket opened = new Socket(InetAddress.getLoopbackAddress(), port.address().port());
    opened.setSoTimeout(20_000);
    return opened;
  }

  private void awaitConnections(int count) throws InterruptedException {
    while (port.connections() != count) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private String read(int count) throws IOException {
    InputStream in = socket.getInputStream();
    return new String(in.readNBytes(count), UTF_8);
  }

  private String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c; (c = socket.getInputStream().read()) != '\n'; ) {
      line.append((char) c);
    }
    return line.toString().strip();
  }

  private String readAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private static String reply(String body) {
    return String.format(
        Locale.ROOT,
        "HTTP/1.1 200 OK\r\ncontent-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n%s\r\n%s",
        body.length(),
        HEADERS,
        body);
  }

  private final class Service implements HttpService {

    @Override
    public void serve(HttpCall call) {
      served.incrementAndGet();
      switch (call.path()) {
        case "/hello" ->
            call.reply(HttpReply.ok(HttpReply.PLAIN, "hello " + call.parameter("name")));
        case "/large" -> call.reply(HttpReply.ok(HttpReply.PLAIN, "x".repeat(1 << 20)));
        case "/later" -> pending.add(call);
        case "/events" -> streams.add(call.events());
        default -> call.reply(HttpReply.error(404, "not found"));
      }
    }

    @Override
    public void refused(int status) {
      refused.add(status);
    }
  }
}
