package io.plimsoll.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.plimsoll.wire.SlowReaderGuard.SlowReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SlowReaderGuardTest {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final List<Object> events = new ArrayList<>();
  private final Socket channel = socket(TIMEOUT_NANOS);

  @AfterEach
  void nothingLeaks() {
    channel.room = Long.MAX_VALUE;
    channel.flush();
    channel.finishAndReleaseAll();
  }

  @Test
  void peerThatTakesNothingForTenSecondsIsTold() {
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    advance(TIMEOUT_NANOS - 1_000_000);
    assertThat(events).isEmpty();
    advance(TIMEOUT_NANOS / 2);
    assertThat(events).containsExactly(SlowReader.NO_PROGRESS);
  }

  @Test
  void stalledPeerIsToldOnce() {
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    advance(2 * TIMEOUT_NANOS);
    assertThat(events).hasSize(1);
    channel.writeAndFlush(bytes(100));
    advance(10 * TIMEOUT_NANOS);
    assertThat(events).hasSize(1);
  }

  @Test
  void peerThatTakesAByteNowAndThenLives() {
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    for (int i = 0; i < 50; i++) {
      advance(TIMEOUT_NANOS * 2 / 3);
      channel.room = 1;
      channel.flush();
    }
    assertThat(events).isEmpty();
  }

  @Test
  void peerThatStallsInTheMiddleOfAMessageIsTold() {
    channel.room = 50;
    channel.writeAndFlush(bytes(100));
    advance(TIMEOUT_NANOS * 3 / 2);
    assertThat(events).containsExactly(SlowReader.NO_PROGRESS);
  }

  @Test
  void moreToSendIsNoProgress() {
    channel.room = 0;
    for (int i = 0; i < 12; i++) {
      channel.writeAndFlush(bytes(100));
      advance(TIMEOUT_NANOS / 8);
    }
    assertThat(events).containsExactly(SlowReader.NO_PROGRESS);
  }

  @Test
  void peerThatHasTakenEverythingMayBeSilentForEver() {
    channel.writeAndFlush(bytes(100));
    advance(100 * TIMEOUT_NANOS);
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    advance(TIMEOUT_NANOS / 2);
    channel.room = 100;
    channel.flush();
    advance(100 * TIMEOUT_NANOS);
    assertThat(events).isEmpty();
  }

  @Test
  void timeOfAStallCountsFromTheMessageThatWaitsAndNotFromAnEarlierOne() {
    channel.writeAndFlush(bytes(100));
    advance(TIMEOUT_NANOS * 9 / 10);
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    advance(TIMEOUT_NANOS * 9 / 10);
    assertThat(events).isEmpty();
    advance(TIMEOUT_NANOS / 2);
    assertThat(events).containsExactly(SlowReader.NO_PROGRESS);
  }

  @Test
  void tooMuchThatWaitsIsToldAtOnce() {
    channel.room = 0;
    ByteBuf half = bytes(SlowReaderGuard.MAX_UNSENT_BYTES / 2);
    channel.writeAndFlush(half.retainedSlice());
    assertThat(events).isEmpty();
    channel.writeAndFlush(half);
    assertThat(events).containsExactly(SlowReader.TOO_MUCH_UNSENT);
  }

  @Test
  void muchMoreThanMayWaitIsFineForAPeerThatTakesIt() {
    ByteBuf piece = bytes(1 << 20);
    for (int i = 0; i < 40; i++) {
      channel.writeAndFlush(piece.retainedSlice());
    }
    piece.release();
    assertThat(events).isEmpty();
  }

  @Test
  void withoutATimeOutAStallIsForEver() {
    Socket patient = socket(0);
    patient.room = 0;
    patient.writeAndFlush(bytes(100));
    patient.advanceTimeBy(30, TimeUnit.DAYS);
    patient.runScheduledPendingTasks();
    assertThat(events).isEmpty();
    patient.room = Long.MAX_VALUE;
    patient.flush();
    patient.finishAndReleaseAll();
  }

  @Test
  void peerThatHasGoneIsNotTold() {
    channel.room = 0;
    channel.writeAndFlush(bytes(100));
    channel.close();
    advance(10 * TIMEOUT_NANOS);
    assertThat(events).isEmpty();
  }

  private void advance(long nanos) {
    long steps = 100; // A stall is seen by looking now and then.
    for (long i = 0; i < steps; i++) {
      channel.advanceTimeBy(nanos / steps, TimeUnit.NANOSECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  private static ByteBuf bytes(int count) {
    return Unpooled.wrappedBuffer(new byte[count]);
  }

  private Socket socket(long timeoutNanos) {
    Socket socket =
        new Socket(
            new SlowReaderGuard(timeoutNanos),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                events.add(event);
              }
            });
    socket.freezeTime();
    return socket;
  }

  /** A channel whose peer takes {@code room} bytes more. */
  private static final class Socket extends EmbeddedChannel {

    long room = Long.MAX_VALUE;

    Socket(ChannelHandler... handlers) {
      super(handlers);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
      while (room > 0 && in.current() instanceof ByteBuf buffer) {
        long taken = Math.min(room, buffer.readableBytes());
        if (room != Long.MAX_VALUE) {
          room -= taken;
        }
        in.progress(taken);
        in.removeBytes(taken);
      }
    }
  }
}
