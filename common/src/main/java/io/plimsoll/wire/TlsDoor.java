package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import java.util.List;
import java.util.function.Supplier;

/**
 * Looks at the first byte of a connection to a TLS port. If it begins a handshake, the handler of
 * TLS takes this one's place. Else the peer speaks plain text, and gets an answer that it
 * understands: a {@link ProtocolException} as from the decoder.
 */
final class TlsDoor extends ByteToMessageDecoder {

  /** The type of a record that has handshake messages (RFC 8446, 5.1). */
  private static final int HANDSHAKE = 22;

  private final Supplier<SslContext> context;
  private boolean refused;

  TlsDoor(Supplier<SslContext> context) {
    this.context = context;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (!refused && in.getByte(in.readerIndex()) == HANDSHAKE) {
      SslHandler tls = context.get().newHandler(ctx.alloc());
      // The time-out of the first message is that of the handshake too.
      tls.setHandshakeTimeoutMillis(0);
      ctx.pipeline().replace(this, null, tls);
      return;
    }
    in.skipBytes(in.readableBytes());
    if (!refused) {
      refused = true;
      out.add(new ProtocolException(Reason.PLAIN_TEXT, TlsErrors.PLAIN_TEXT));
    }
  }
}
