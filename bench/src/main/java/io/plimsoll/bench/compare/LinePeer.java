package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection whose messages are lines. What all lines of one read cause to be sent is
 * sent in one write.
 */
abstract class LinePeer extends ByteToMessageDecoder {

  /** Room for a typical answer to one read; the buffer grows for a larger one. */
  private static final int TYPICAL_BYTES = 1024;

  private final byte delimiter;
  private @Nullable ChannelHandlerContext ctx;
  private @Nullable ByteBuf out;

  LinePeer() {
    this((byte) '\n');
  }

  /**
   * Reads other things than lines.
   *
   * @param delimiter the last byte of a message, and of nothing in it
   */
  LinePeer(byte delimiter) {
    this.delimiter = delimiter;
  }

  /** Connected: the first to send may do so now. */
  abstract void connected();

  /**
   * One line.
   *
   * @param from where it begins in {@code in}
   * @param end where its newline, or other delimiter, is
   */
  abstract void line(ByteBuf in, int from, int end);

  /** The connection is closed, or broken. */
  abstract void ended(String why);

  /** All lines of one read are through. */
  void afterRead() {
    flush();
  }

  final void send(byte[] bytes) {
    buffer().writeBytes(bytes);
  }

  final void send(ByteBuf from, int index, int length) {
    buffer().writeBytes(from, index, length);
  }

  /** Sends what was put together. */
  final void flush() {
    if (out != null && ctx != null) {
      ByteBuf full = out;
      out = null;
      ctx.writeAndFlush(full, ctx.voidPromise());
    }
  }

  final ChannelHandlerContext context() {
    if (ctx == null) {
      throw new IllegalStateException("not connected yet");
    }
    return ctx;
  }

  /** For error texts. */
  static String text(ByteBuf in, int from, int end) {
    return in.toString(from, end - from, StandardCharsets.ISO_8859_1).trim();
  }

  /** Whether the line begins with {@code word}. */
  static boolean begins(ByteBuf in, int from, int end, byte[] word) {
    if (end - from < word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (in.getByte(from + i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private ByteBuf buffer() {
    if (out == null) {
      out = context().alloc().ioBuffer(TYPICAL_BYTES);
    }
    return out;
  }

  @Override
  public final void channelActive(ChannelHandlerContext context) {
    this.ctx = context;
    connected();
    flush();
  }

  @Override
  protected final void decode(ChannelHandlerContext context, ByteBuf in, List<Object> unused) {
    int end;
    while ((end = in.indexOf(in.readerIndex(), in.writerIndex(), delimiter)) >= 0) {
      int from = in.readerIndex();
      in.readerIndex(end + 1);
      line(in, from, end);
    }
  }

  @Override
  public final void channelReadComplete(ChannelHandlerContext context) throws Exception {
    super.channelReadComplete(context);
    afterRead();
  }

  @Override
  public final void channelInactive(ChannelHandlerContext context) {
    if (out != null) {
      out.release();
      out = null;
    }
    ended("connection closed");
  }

  @Override
  public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    ended(cause.toString());
    context.close();
  }
}
