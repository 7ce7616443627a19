package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Request;
import io.plimsoll.wire.MessageDecoder.Parser;
import io.plimsoll.wire.MessageDecoder.TimedOut;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageDecoderTest {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MAX_BYTES = 64;

  /** What a parser is asked to parse, so that framing is seen on its own. */
  private static final Parser TEXT =
      (bytes, from, length) -> new String(bytes, from, length, UTF_8);

  private final List<EmbeddedChannel> channels = new ArrayList<>();
  private final List<ByteBuf> buffers = new ArrayList<>();
  private final Queue<Object> events = new ArrayDeque<>();

  @AfterEach
  void nothingLeaks() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    assertThat(buffers).allMatch(buffer -> buffer.refCnt() == 0);
  }

  static List<String> recorded() {
    return Recorded.names();
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void recordedMessageIsReadWhereverTcpCutsIt(String name) {
    byte[] bytes = Recorded.bytes(name);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(decodeCut(bytes, cut)).as("cut at %s", cut).containsExactly(text(bytes));
    }
    assertThat(decodeBytewise(bytes)).containsExactly(text(bytes));
  }

  @Test
  void pipelinedMessagesAreReadWhereverTcpCutsThem() {
    byte[] bytes = new byte[0];
    List<String> expected = new ArrayList<>();
    for (String name : Recorded.names()) {
      byte[] one = Recorded.bytes(name);
      int end = bytes.length;
      bytes = Arrays.copyOf(bytes, end + one.length);
      System.arraycopy(one, 0, bytes, end, one.length);
      expected.add(text(one));
    }
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(decodeCut(bytes, cut)).as("cut at %s", cut).isEqualTo(expected);
    }
    assertThat(decodeBytewise(bytes)).isEqualTo(expected);
  }

  @Test
  void bracesQuotesAndEscapesInStringsAreReadWhereverTcpCutsThem() {
    List<String> messages =
        List.of(
            "{\"a\":\"}{][\"}",
            "{\"a\":\"\\\"}\"}",
            "{\"a\\\\\":\"\\\\\"}",
            "{\"a\":\"\\\\\\\"{\"}",
            "{\"}\":[{\"]\":[\"[\"]}]}",
            "{\"\u00fc\ud83d\ude00\":\"\u20ac\"}",
            "{}");
    byte[] bytes = String.join("\r\n\t ", messages).getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      assertThat(decodeCut(bytes, cut)).as("cut at %s", cut).isEqualTo(messages);
    }
    assertThat(decodeBytewise(bytes)).isEqualTo(messages);
  }

  @Test
  void whiteSpaceAroundMessagesIsNothing() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    send(channel, " \t\r\n".repeat(MAX_BYTES));
    send(channel, "\n\n{}" + " ".repeat(MAX_BYTES * 2) + "{}\n");
    assertThat(received(channel)).containsExactly("{}", "{}");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void messageOfExactlyTheLimitIsReadAndOneByteMoreIsTooLarge(boolean bytewise) {
    String exact = "{\"a\":\"" + "x".repeat(MAX_BYTES - 8) + "\"}";
    assertThat(exact).hasSize(MAX_BYTES);
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    feed(channel, exact, bytewise);
    assertThat(received(channel)).containsExactly(exact);

    feed(channel, exact.replace("xx", "xxx"), bytewise);
    assertRefused(
        channel,
        Reason.TOO_LARGE,
        "message: too large (expected: at most " + MAX_BYTES + " bytes)");
  }

  @Test
  void endlessMessageIsRefusedAtTheLimitAndNotGathered() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    send(channel, "{\"a\":\"" + "x".repeat(MAX_BYTES - 6));
    assertThat(received(channel)).isEmpty();
    send(channel, "x");
    assertThat(received(channel)).singleElement().isInstanceOf(ProtocolException.class);
  }

  @Test
  void manySmallMessagesInOneBufferAreNotTooLarge() {
    EmbeddedChannel channel = channel(TEXT, 2);
    send(channel, "{}".repeat(10_000));
    assertThat(received(channel)).hasSize(10_000).containsOnly("{}");
  }

  @Test
  void manyMessagesAreReadInPiecesOfRandomLength() {
    Random random = new Random(1);
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      messages.add("{\"a\":\"" + "}\\\\{\\\"".repeat(random.nextInt(8)) + "\",\"b\":[" + i + "]}");
    }
    byte[] bytes = String.join("", messages).getBytes(UTF_8);
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES + 64);
    for (int from = 0; from < bytes.length; ) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(100));
      send(channel, Arrays.copyOfRange(bytes, from, to), random.nextBoolean());
      from = to;
    }
    assertThat(received(channel)).isEqualTo(messages);
  }

  @Test
  void directBufferIsReadLikeAHeapBuffer() {
    String large = "{\"a\":\"" + "x".repeat(20_000) + "\"}";
    EmbeddedChannel channel = channel(TEXT, 30_000);
    send(channel, (large + "{}" + large).getBytes(UTF_8), true);
    assertThat(received(channel)).containsExactly(large, "{}", large);
  }

  @Test
  void sixteenLevelsAreReadAndSeventeenAreTooDeep() {
    EmbeddedChannel channel = channel(MessageReader::clientMessage, 1024);
    send(channel, "{\"Queue\":\"q\",\"x\":" + "[".repeat(15) + "]".repeat(15) + "}");
    assertThat(received(channel))
        .containsExactly(new Request(Message.NO_ID, false, "q", List.of(), 0, 0));
    send(channel, "{\"x\":" + "[".repeat(Limits.NESTING));
    assertRefused(channel, Reason.TOO_DEEP, "message: nested too deep (expected: at most 16)");
  }

  @Test
  void seventeenLevelsInAnObjectWithinTheLimitAreTooDeepInOnePiece() {
    EmbeddedChannel channel = channel(TEXT, 1024);
    send(channel, "{\"x\":" + "[".repeat(16) + "]".repeat(16) + "}");
    assertRefused(channel, Reason.TOO_DEEP, "message: nested too deep (expected: at most 16)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hello|NOT_JSON|message: not JSON: starts with 'h' (expected: '{')",
        "}|NOT_JSON|message: not JSON: starts with '}' (expected: '{')",
        "[{}]|NOT_AN_OBJECT|message: not an object: starts with '[' (expected: '{')",
        "7|NOT_AN_OBJECT|message: not an object: starts with '7' (expected: '{')",
        "-7|NOT_AN_OBJECT|message: not an object: starts with '-' (expected: '{')",
        "\"a\"|NOT_AN_OBJECT|message: not an object: starts with '\"' (expected: '{')",
        "\u007f|NOT_JSON|message: not JSON: starts with 0x7f (expected: '{')",
        "\u00fc|NOT_JSON|message: not JSON: starts with 0xc3 (expected: '{')",
        "\ufeff{}|NOT_JSON|message: not JSON: starts with 0xef (expected: '{')",
        "GET / HTTP/1.1|NOT_JSON|message: not JSON: starts with 'G' (expected: '{')",
      })
  void whatDoesNotStartLikeAnObjectIsRefusedAtOnce(String input, Reason reason, String message) {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    send(channel, input);
    assertRefused(channel, reason, message);
  }

  @Test
  void messagesBeforeAnErrorAreReadAndNothingAfterIt() {
    EmbeddedChannel channel = channel(MessageReader::clientMessage, MAX_BYTES);
    send(channel, "{\"Queue\":\"a\"}{\"Queue\":5}{\"Queue\":\"b\"}{\"Queue\":");
    send(channel, "\"c\"}\n{\"Queue\":\"d\"}");
    List<Object> received = received(channel);
    assertThat(received).hasSize(2);
    assertThat(received.get(0)).isEqualTo(new Request(Message.NO_ID, false, "a", List.of(), 0, 0));
    assertThat(received.get(1))
        .isInstanceOfSatisfying(
            ProtocolException.class,
            e -> assertThat(e).hasMessage("Queue: wrong type or range (expected: a string)"));
  }

  @Test
  void limitThatAHandlerSetsHoldsForTheNextMessageInTheSameBytes() {
    MessageDecoder decoder = new MessageDecoder(TEXT, 8, 0);
    EmbeddedChannel channel =
        open(
            decoder,
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                decoder.maxBytes(100);
                ctx.fireChannelRead(message);
              }
            });
    String large = "{\"a\":\"" + "x".repeat(50) + "\"}";
    send(channel, "{}" + large);
    assertThat(received(channel)).containsExactly("{}", large);
  }

  @Test
  void unfinishedMessageOfAPeerThatHasGoneIsForgotten() {
    EmbeddedChannel channel = channel(MessageReader::clientMessage, MAX_BYTES);
    send(channel, "{\"Queue\":\"a\"");
    channel.close();
    assertThat(received(channel)).isEmpty();
    assertThat(events).isEmpty();
    channel.checkException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void messageInAnotherUnicodeEncodingIsRefusedAndNothingBreaks(String charset) throws Exception {
    for (String text : List.of("{\"Result\":{}}", "{\"Result\":{ },\"Id\":1}")) {
      EmbeddedChannel channel = channel(MessageReader::workerMessage, 1024);
      send(channel, text.getBytes(charset), false);
      assertThat(received(channel)).singleElement().isInstanceOf(ProtocolException.class);
      channel.checkException();
    }
  }

  @Test
  void randomBytesNeverBreakAnything() {
    Random random = new Random(7);
    String alphabet = "{}[]\",:\\u0a1eE+-.truefalsn \n\0\u00ff";
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      bytes[0] = '{';
      for (int i = 1; i < bytes.length; i++) {
        bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      assertSane(bytes);
    }
  }

  @Test
  void damagedMessagesNeverBreakAnything() {
    Random random = new Random(8);
    for (String name : Recorded.names()) {
      for (int round = 0; round < 500; round++) {
        byte[] bytes = Recorded.bytes(name).clone();
        for (int damage = 0; damage <= random.nextInt(4); damage++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        assertSane(bytes);
      }
    }
  }

  /** Messages, then at most one error, which is the last; no other exception. */
  private void assertSane(byte[] bytes) {
    EmbeddedChannel channel = channel(MessageReader::workerMessage, 1024);
    send(channel, bytes, false);
    channel.checkException();
    List<Object> received = received(channel);
    for (int i = 0; i < received.size(); i++) {
      if (i < received.size() - 1) {
        assertThat(received.get(i)).isInstanceOf(Message.class);
      } else {
        assertThat(received.get(i)).isInstanceOfAny(Message.class, ProtocolException.class);
      }
    }
    channel.finishAndReleaseAll();
    channels.clear();
  }

  @Test
  void silentPeerIsToldOfTenSecondsAfterConnecting() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    advance(channel, TIMEOUT_NANOS - 1_000_000);
    assertThat(events).isEmpty();
    advance(channel, 2_000_000);
    assertThat(events).containsExactly(TimedOut.NO_MESSAGE);
    advance(channel, 10 * TIMEOUT_NANOS);
    assertThat(events).hasSize(1);
  }

  @Test
  void firstMessageThatTricklesInIsToldOfTenSecondsAfterConnecting() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    for (String piece : List.of("{", "\"a\"", ":", "\"")) {
      advance(channel, TIMEOUT_NANOS / 5);
      send(channel, piece);
    }
    assertThat(events).isEmpty();
    advance(channel, TIMEOUT_NANOS / 5);
    assertThat(events).containsExactly(TimedOut.NO_MESSAGE);
  }

  @Test
  void idleSessionLives() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    send(channel, "{}");
    for (int i = 0; i < 10; i++) {
      advance(channel, TIMEOUT_NANOS);
      send(channel, i % 2 == 0 ? " \n" : "{}");
    }
    assertThat(events).isEmpty();
    assertThat(received(channel)).hasSize(6);
  }

  @Test
  void slowMessageOfASessionIsToldOfTenSecondsAfterItBegan() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    send(channel, "{}");
    advance(channel, 7 * TIMEOUT_NANOS / 2);
    send(channel, "{\"a\"");
    advance(channel, TIMEOUT_NANOS / 2);
    send(channel, ":");
    advance(channel, TIMEOUT_NANOS / 2 - 1_000_000);
    assertThat(events).isEmpty();
    advance(channel, 2_000_000);
    assertThat(events).containsExactly(TimedOut.UNFINISHED_MESSAGE);
  }

  /** The time in which nothing was read is not the peer's. */
  @Test
  void whatCameWhileThisProcessWasStoppedIsReadBeforeThePeerIsToldOf() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    send(channel, "{");
    advance(channel, 2 * TIMEOUT_NANOS);
    send(channel, "}{");
    assertThat(events).isEmpty();
    assertThat(received(channel)).hasSize(1);
    advance(channel, 2 * TIMEOUT_NANOS);
    assertThat(events).isEmpty();
    advance(channel, TimeUnit.SECONDS.toNanos(1));
    assertThat(events).containsExactly(TimedOut.UNFINISHED_MESSAGE);
  }

  @Test
  void sessionThatIsAlwaysInTheMiddleOfSomeMessageLives() {
    EmbeddedChannel channel = channel(TEXT, MAX_BYTES);
    channel.freezeTime();
    send(channel, "{");
    for (int i = 0; i < 20; i++) {
      advance(channel, TIMEOUT_NANOS / 2);
      send(channel, "}{");
    }
    assertThat(events).isEmpty();
  }

  @Test
  void nobodyIsTimedOutAfterAnErrorOrAfterLeaving() {
    EmbeddedChannel refused = channel(TEXT, MAX_BYTES);
    refused.freezeTime();
    send(refused, "hello");
    advance(refused, 10 * TIMEOUT_NANOS);

    EmbeddedChannel gone = channel(TEXT, MAX_BYTES);
    gone.freezeTime();
    send(gone, "{");
    gone.close();
    advance(gone, 10 * TIMEOUT_NANOS);
    assertThat(events).isEmpty();
  }

  @Test
  void withoutATimeOutSilenceIsForEver() {
    EmbeddedChannel channel = open(new MessageDecoder(TEXT, MAX_BYTES, 0));
    channel.freezeTime();
    advance(channel, TimeUnit.DAYS.toNanos(30));
    send(channel, "{");
    advance(channel, TimeUnit.DAYS.toNanos(30));
    assertThat(events).isEmpty();
  }

  private EmbeddedChannel channel(Parser parser, int maxBytes) {
    return open(new MessageDecoder(parser, maxBytes, TIMEOUT_NANOS));
  }

  private EmbeddedChannel open(ChannelHandler... handlers) {
    EmbeddedChannel channel = new EmbeddedChannel(handlers);
    channel
        .pipeline()
        .addLast(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                events.add(event);
              }
            });
    channels.add(channel);
    return channel;
  }

  private static void advance(EmbeddedChannel channel, long nanos) {
    channel.advanceTimeBy(nanos, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private void feed(EmbeddedChannel channel, String text, boolean bytewise) {
    if (bytewise) {
      for (byte b : text.getBytes(UTF_8)) {
        send(channel, new byte[] {b}, false);
      }
    } else {
      send(channel, text);
    }
  }

  private void send(EmbeddedChannel channel, String text) {
    send(channel, text.getBytes(UTF_8), false);
  }

  private void send(EmbeddedChannel channel, byte[] bytes, boolean direct) {
    ByteBuf buffer =
        direct
            ? PooledByteBufAllocator.DEFAULT.directBuffer().writeBytes(bytes)
            : Unpooled.buffer().writeBytes(bytes);
    buffers.add(buffer);
    channel.writeInbound(buffer);
  }

  private List<Object> decodeCut(byte[] bytes, int cut) {
    EmbeddedChannel channel = channel(TEXT, 1024);
    send(channel, Arrays.copyOf(bytes, cut), cut % 2 == 0);
    send(channel, Arrays.copyOfRange(bytes, cut, bytes.length), cut % 3 == 0);
    return received(channel);
  }

  private List<Object> decodeBytewise(byte[] bytes) {
    EmbeddedChannel channel = channel(TEXT, 1024);
    for (byte b : bytes) {
      send(channel, new byte[] {b}, false);
    }
    return received(channel);
  }

  private static List<Object> received(EmbeddedChannel channel) {
    List<Object> all = new ArrayList<>();
    Object next;
    while ((next = channel.readInbound()) != null) {
      all.add(next);
    }
    return all;
  }

  private static void assertRefused(EmbeddedChannel channel, Reason reason, String message) {
    List<Object> received = received(channel);
    assertThat(received).singleElement().isInstanceOf(ProtocolException.class);
    ProtocolException error = (ProtocolException) received.get(0);
    assertThat(error).hasMessage(message);
    assertThat(error.reason()).isEqualTo(reason);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
