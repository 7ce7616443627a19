package io.plimsoll.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkItem;
import io.plimsoll.wire.MessageWriter.Form;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageEncoderTest {

  private final MessageEncoder encoder = new MessageEncoder(Form.CLASSIC);
  private final EmbeddedChannel channel = new EmbeddedChannel(encoder);

  @AfterEach
  void nothingIsLeft() {
    assertThat(channel.finishAndReleaseAll()).isFalse();
  }

  @Test
  void classicPeerGetsEachMessageInOneBuffer() {
    assertThat(written(new NoItem(3, true, "")))
        .isEqualTo("{\"Error\":\"\",\"Args\":null,\"Limit\":0,\"Empty\":true}");
  }

  @Test
  void peerThatAskedForASessionGetsLines() {
    assertThat(written(new WorkItem(3, List.of("a"), 0))).doesNotContain("Id", "\n");
    encoder.form(Form.SESSION);
    assertThat(written(new WorkItem(3, List.of("a"), 0)))
        .isEqualTo("{\"Id\":3,\"Args\":[\"a\"]}\n");
  }

  @Test
  void classicPeerNeverGetsMoreThanItsBufferHolds() {
    String text = "\u20ac\"\ud83d\ude00\u0001".repeat(5_000);
    assertThat(written(Reply.error(1, text)).getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(Limits.CLASSIC_BYTES);
    assertThat(written(new NoItem(1, false, text)).getBytes(UTF_8))
        .hasSizeLessThanOrEqualTo(Limits.CLASSIC_BYTES);
  }

  @Test
  void sessionPeerGetsALongReplyWhole() {
    encoder.form(Form.SESSION);
    RawJson result = RawJson.of("{\"a\":\"" + "x".repeat(100_000) + "\"}");
    Reply reply = new Reply(1, "", "n", "", "", 0, 0, 0, 0, result, List.of());
    assertThat(written(reply)).contains(result.toString());
  }

  @Test
  void messagesBetweenTwoFlushesShareABufferAndKeepTheirOrder() {
    encoder.form(Form.SESSION);
    for (int id = 1; id <= 3; id++) {
      channel.write(new WorkItem(id, List.of(), 0));
    }
    assertThat(channel.<ByteBuf>readOutbound()).isNull();
    channel.flush();
    ByteBuf buffer = channel.readOutbound();
    assertThat(buffer.toString(UTF_8)).isEqualTo("{\"Id\":1}\n{\"Id\":2}\n{\"Id\":3}\n");
    buffer.release();
  }

  @Test
  void manyMessagesAreSeveralBuffersOfWholeMessages() {
    encoder.form(Form.SESSION);
    StringBuilder expected = new StringBuilder();
    for (int id = 0; id < 5_000; id++) {
      channel.write(new WorkItem(id, List.of("argument"), 0));
      expected.append("{\"Id\":").append(id).append(",\"Args\":[\"argument\"]}\n");
    }
    channel.flush();
    StringBuilder all = new StringBuilder();
    int buffers = 0;
    ByteBuf buffer;
    while ((buffer = channel.readOutbound()) != null) {
      String text = buffer.toString(UTF_8);
      assertThat(text).endsWith("\n");
      all.append(text);
      buffer.release();
      buffers++;
    }
    assertThat(all).hasToString(expected.toString());
    assertThat(buffers).isBetween(2, 100);
  }

  @Test
  void whoWaitsForAMessageToBeSentIsToldOnceItIs() {
    ChannelFuture first = channel.write(new WorkItem(1, List.of(), 0));
    ChannelFuture second = channel.write(new WorkItem(2, List.of(), 0));
    assertThat(first.isDone()).isFalse();
    channel.flush();
    channel.<ByteBuf>readOutbound().release();
    assertThat(first.isSuccess()).isTrue();
    assertThat(second.isSuccess()).isTrue();
  }

  @Test
  void whatWasNotFlushedIsGivenUpWithTheConnection() {
    ChannelFuture message = channel.write(new WorkItem(1, List.of(), 0));
    channel.close();
    assertThat(message.isDone()).isTrue();
    assertThat(message.isSuccess()).isFalse();
  }

  private String written(Message message) {
    assertThat(channel.writeOutbound(message)).isTrue();
    ByteBuf buffer = channel.readOutbound();
    String text = buffer.toString(UTF_8);
    buffer.release();
    Object more = channel.readOutbound();
    assertThat(more).isNull();
    return text;
  }
}
