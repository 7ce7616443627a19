package io.plimsoll.standin.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/** Tells HTTP/2 from HTTP/1.1 by the first bytes of a plain connection, and makes way. */
final class PrefaceDetector extends ByteToMessageDecoder {

  /** What every client of HTTP/2 sends first (RFC 9113, section 3.4). */
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

  private final Connections connections;

  PrefaceDetector(Connections connections) {
    this.connections = connections;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
    for (int i = 0; i < length; i++) {
      if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(i)) {
        connections.http1(ctx.pipeline());
        ctx.pipeline().remove(this);
        return;
      }
    }
    if (length == PREFACE.readableBytes()) {
      connections.http2(ctx.pipeline());
      ctx.pipeline().remove(this);
    }
  }
}
