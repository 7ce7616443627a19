package io.plimsoll.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.plimsoll.testing.Mutator;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any bytes, cut anywhere: whole answers, or a closed connection, and never an internal error. */
class HttpFuzzTest {

  private static final int INPUTS = Integer.getInteger("plimsoll.fuzz.inputs", 3000);

  private static final long SEED = Long.getLong("plimsoll.fuzz.seed", 1);

  private static final List<String> REQUESTS =
      List.of(
          "GET /now HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /later?value=5&type=json HTTP/1.1\r\nHost: a\r\nAccept: text/html;q=0.9\r\n\r\n",
          "HEAD /now HTTP/1.1\r\n\r\nGET /later HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
          "GET /events HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD /events HTTP/1.1\r\nConnection: close\r\n\r\nGET /now HTTP/1.1\r\n\r\n",
          "POST /now HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
          "PUT /now HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
          "GET http://a/%41%c3%a4?x=%2&&=;+ HTTP/1.1\r\nExpect: 100-continue\r\n\r\n",
          "OPTIONS * HTTP/1.1\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n",
          "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

  private static final List<String> WORDS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\r\n\r\n",
          " ",
          ":",
          "%",
          "%00",
          "%ff",
          "?",
          ";",
          "/",
          "GET /now HTTP/1.1\r\n\r\n",
          "HEAD /later HTTP/1.1\r\n\r\n",
          "HTTP/9.9",
          "HTTP/0.9",
          "Content-Length: 0\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Connection: close\r\n",
          "Connection: keep-alive\r\n",
          "\u0000",
          "\u00ff",
          "x".repeat(500));

  @FuzzTest
  void anyBytesGetAnswersOrAClosedConnection(byte[] data) {
    check(data);
  }

  @Test
  void mutatedRequestsGetAnswersOrAClosedConnection() {
    Mutator mutator =
        new Mutator(SEED, REQUESTS.stream().map(r -> r.getBytes(ISO_8859_1)).toList(), WORDS);
    for (int i = 0; i < INPUTS; i++) {
      byte[] data = mutator.next();
      try {
        check(data);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", input " + i + ": " + new String(data, ISO_8859_1), e);
      }
    }
  }

  /** The first byte decides where TCP cuts, and when what is answered later is. */
  private static void check(byte[] data) {
    if (data.length == 0) {
      return;
    }
    int cut = data[0] & 0xFF;
    Random random = new Random(cut);
    Queue<HttpCall> late = new ArrayDeque<>();
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(memory);
    HttpPort.install(channel.pipeline(), call -> serve(call, late));
    for (int at = 0; at < data.length && channel.isActive(); ) {
      int length = Math.min(data.length - at, 1 + random.nextInt(cut + 1) * 16);
      channel.writeInbound(memory.buffer(length).writeBytes(data, at, length));
      at += length;
      if (random.nextBoolean()) {
        answerNext(late, channel);
      }
    }
    while (!late.isEmpty()) {
      answerNext(late, channel);
    }
    channel.runPendingTasks();
    StringBuilder answers = new StringBuilder();
    Object out;
    while ((out = channel.readOutbound()) != null) {
      answers.append(((ByteBuf) out).toString(ISO_8859_1));
      ReferenceCountUtil.release(out);
    }
    boolean closed = !channel.isActive();
    channel.finishAndReleaseAll();
    assertThat(memory.metric().usedHeapMemory()).isZero();
    assertThat(memory.metric().usedDirectMemory()).isZero();
    assertAnswers(answers.toString(), closed);
  }

  private static void serve(HttpCall call, Queue<HttpCall> late) {
    switch (call.path()) {
      case "/later" -> late.add(call);
      case "/events" -> call.events().send("1");
      default ->
          call.reply(
              HttpReply.of(
                  call.parameter("value") == null ? 200 : 404,
                  HttpReply.PLAIN,
                  call.path() + call.header("Accept") + call.remoteHost()));
    }
  }

  private static void answerNext(Queue<HttpCall> late, EmbeddedChannel channel) {
    HttpCall call = late.poll();
    if (call != null) {
      call.reply(HttpReply.ok(HttpReply.PLAIN, "late"));
      channel.runPendingTasks();
    }
  }

  /** Whole answers one after the other; a stream of events may be the last. */
  private static void assertAnswers(String text, boolean closed) {
    String rest = text;
    while (!rest.isEmpty()) {
      assertThat(rest).matches("(?s)HTTP/1\\.1 (200|400|404|405|413|431) .*");
      int end = rest.indexOf("\r\n\r\n");
      assertThat(end).as(rest).isPositive();
      List<String> head = Stream.of(rest.substring(0, end).split("\r\n", -1)).toList();
      assertThat(head.subList(1, head.size())).allMatch(line -> line.matches("[A-Za-z-]+: .*"));
      rest = rest.substring(end + 4);
      if (head.contains("transfer-encoding: chunked")) {
        return;
      }
      int length =
          head.stream()
              .filter(line -> line.startsWith("content-length: "))
              .mapToInt(line -> Integer.parseInt(line.substring(16)))
              .findFirst()
              .orElseThrow();
      // The answer to HEAD has a length and no body.
      boolean noBody = length > 0 && (rest.isEmpty() || rest.startsWith("HTTP/1.1 "));
      assertThat(noBody || rest.length() >= length).as(text).isTrue();
      rest = noBody ? rest : rest.substring(length);
      if (head.contains("connection: close")) {
        assertThat(rest).as("after the last answer").isEmpty();
        assertThat(closed).isTrue();
      }
    }
  }
}
