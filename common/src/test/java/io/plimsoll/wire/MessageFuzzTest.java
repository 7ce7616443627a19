package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.cli.Text;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.testing.Mutator;
import io.plimsoll.wire.MessageDecoder.Parser;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Any bytes, cut anywhere, read as what either side of either port reads: messages, then at most
 * one complaint, and nothing else. What was read is written, and read as the same again.
 */
class MessageFuzzTest {

  private static final int INPUTS = Integer.getInteger("plimsoll.fuzz.inputs", 10_000);

  private static final long SEED = Long.getLong("plimsoll.fuzz.seed", 1);

  private static final int MAX_COMPLAINT_CHARS = 300;

  private static final List<Parser> READERS =
      List.of(
          MessageReader::clientMessage,
          MessageReader::clientAnswer,
          MessageReader::workerMessage,
          MessageReader::workerAnswer);

  private static final List<Integer> LIMITS = List.of(Limits.REQUEST_BYTES, 64, 1 << 16);

  private static final List<String> MESSAGES =
      List.of(
          "{\"KeepAlive\":true,\"Id\":7,\"Queue\":\"sleep\",\"Args\":[\"0.2\",\"é\"],\"Limit\":5}\n",
          "{\"Id\":8,\"Queue\":\"replay\",\"Runners\":3}{\"Id\":8,\"Cancel\":true}",
          "{\"Id\":7,\"Error\":\"\\ud83d\\ude00 \\u0000\",\"Timeout\":0.5,\"Runtime\":1E-3,\"Retcode\":-1}",
          "{\"Id\":7,\"Pod\":\"p\",\"Node\":\"n\",\"Device\":\"d\",\"Waittime\":3.1E-5,\"Runtime\":60,"
              + "\"Retcode\":0,\"Result\":{\"ops\":[1,{\"x\":null}]},\"Truncated\":[\"Result\"]}\n",
          "{\"Id\":7,\"Progress\":{\"Phase\":\"loading\",\"Done\":1,\"Total\":2,\"Failed\":1}}\n",
          "{\"Id\":7,\"Runner\":1,\"Reply\":{\"Node\":\"n\",\"Runtime\":0,\"Retcode\":0,\"Result\":{}}}\n",
          "{\"KeepAlive\":true,\"Id\":1,\"Queue\":\"sleep\",\"Wait\":30,\"Pod\":\"p\",\"Node\":\"n\"}\n",
          "{\"Id\":1,\"Return\":true}\n{\"Id\":1,\"Ready\":true}\n",
          "{\"Id\":1,\"Empty\":true,\"Error\":\"Queue 'sleep' is empty\"}\n{\"Id\":1,\"Go\":true}",
          "{\"Id\":1,\"Args\":[\"0.2\"],\"Limit\":60,\"Runner\":0,\"Runners\":2}\n",
          "{\"Id\":9007199254740991,\"Unknown\":[[{\"deep\":[{}]}]],\"x\":1e400}");

  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          "\\",
          "\\u",
          "\\ud800",
          ",",
          ":",
          "null",
          "true",
          "0",
          "-0.0",
          "1e309",
          "99999999999999999999",
          "-1",
          "\"id\":",
          "\"ID\":1,",
          "\"Queue\":",
          "\"Error\":\"",
          "\"Progress\":{",
          "\"Result\":{",
          "\u0000",
          "\u001f",
          "\u00ff",
          "\u00c0\u0080",
          "\u00ed\u00a0\u0080",
          "\u00f0\u009f\u0098\u0080",
          "\u00ef\u00bb\u00bf");

  @FuzzTest
  void anyBytesAreMessagesOrOneComplaint(byte[] data) {
    check(data);
  }

  @Test
  void mutatedMessagesAreMessagesOrOneComplaint() {
    Mutator mutator = new Mutator(SEED, corpus(), WORDS);
    Random random = new Random(SEED);
    for (int i = 0; i < INPUTS; i++) {
      byte[] stream = mutator.next();
      byte[] data = new byte[stream.length + 2];
      data[0] = (byte) random.nextInt(256);
      data[1] = (byte) random.nextInt(256);
      System.arraycopy(stream, 0, data, 2, stream.length);
      try {
        check(data);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(
            "seed " + SEED + ", input " + i + ": " + new String(stream, UTF_8), e);
      }
    }
  }

  private static List<byte[]> corpus() {
    List<byte[]> corpus = new ArrayList<>();
    MESSAGES.forEach(message -> corpus.add(message.getBytes(UTF_8)));
    Recorded.names().forEach(name -> corpus.add(Recorded.bytes(name)));
    return corpus;
  }

  /** The first byte chooses who reads and with which limit, the second where TCP cuts the rest. */
  private static void check(byte[] data) {
    if (data.length < 2) {
      return;
    }
    Parser reader = READERS.get(data[0] & 3);
    int limit = LIMITS.get((data[0] >> 2 & 3) % LIMITS.size());
    boolean direct = (data[0] & 0x10) != 0;
    List<Object> whole = decode(data, Integer.MAX_VALUE, reader, limit, direct);
    List<Object> cut = decode(data, data[1] & 0xFF, reader, limit, direct);
    assertThat(shown(cut)).isEqualTo(shown(whole));
    for (int i = 0; i < whole.size(); i++) {
      if (whole.get(i) instanceof ProtocolException complaint) {
        assertThat(i).as("nothing follows a complaint").isEqualTo(whole.size() - 1);
        String text = complaint.getMessage();
        assertThat(text).hasSizeLessThan(MAX_COMPLAINT_CHARS).isEqualTo(Text.printable(text));
      } else {
        assertReadAgain((Message) whole.get(i), reader);
      }
    }
  }

  /** What comes out of the decoder; nothing leaks. */
  private static List<Object> decode(
      byte[] data, int cut, Parser reader, int limit, boolean direct) {
    UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(direct);
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(memory);
    channel.pipeline().addLast(new MessageDecoder(reader, limit, 0));
    Random random = new Random(cut);
    for (int at = 2; at < data.length; ) {
      int length = data.length - at;
      if (cut < length) {
        length = cut == 0 ? 1 : 1 + random.nextInt(cut);
      }
      channel.writeInbound(memory.buffer(length).writeBytes(data, at, length));
      at += length;
    }
    List<Object> read = new ArrayList<>();
    Object next;
    while ((next = channel.readInbound()) != null) {
      read.add(next);
    }
    channel.finishAndReleaseAll();
    assertThat(memory.metric().usedHeapMemory()).isZero();
    assertThat(memory.metric().usedDirectMemory()).isZero();
    return read;
  }

  /** Where bytes are cut may change which limit is seen first, and nothing else. */
  private static List<Object> shown(List<Object> read) {
    List<Object> shown = new ArrayList<>();
    for (Object one : read) {
      if (one instanceof ProtocolException complaint) {
        shown.add(
            switch (complaint.reason()) {
              case TOO_LARGE, TOO_DEEP -> "too large or too deep";
              case NOT_JSON, TLS, PLAIN_TEXT, NOT_AN_OBJECT, WRONG_TYPE, OUT_OF_PLACE ->
                  complaint.getMessage();
            });
      } else {
        shown.add(one);
      }
    }
    return shown;
  }

  private static void assertReadAgain(Message message, Parser reader) {
    byte[] session = MessageWriter.bytes(message, Form.SESSION);
    assertThat(read(session, reader)).isEqualTo(message);
    Message classic = null;
    if (message instanceof Reply reply) {
      classic = ReplyFit.fit(reply, Form.CLASSIC, Limits.CLASSIC_BYTES);
    } else if (message instanceof NoItem answer) {
      classic = ReplyFit.fit(answer, Form.CLASSIC, Limits.CLASSIC_BYTES);
    } else if (message instanceof WorkItem item && MessageWriter.fitsClassic(item)) {
      classic = item;
    }
    if (classic != null) {
      byte[] bytes = MessageWriter.bytes(classic, Form.CLASSIC);
      assertThat(bytes).hasSizeLessThanOrEqualTo(Limits.CLASSIC_BYTES);
      assertThat(new String(bytes, UTF_8)).startsWith("{").endsWith("}");
    }
  }

  private static Object read(byte[] bytes, Parser reader) {
    try {
      return reader.parse(bytes, 0, bytes.length);
    } catch (ProtocolException e) {
      throw new AssertionError("written: " + new String(bytes, UTF_8), e);
    }
  }
}
