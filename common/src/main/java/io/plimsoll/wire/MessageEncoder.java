package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufOutputStream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToByteEncoder;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Reply;
import io.plimsoll.wire.MessageWriter.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages in the form of the connection. Every message becomes one buffer, so that a
 * classic peer, which reads once, gets it in one write. A peer's form is classic until it asked for
 * a session.
 */
public final class MessageEncoder extends MessageToByteEncoder<Message> {

  private static final Logger LOG = LoggerFactory.getLogger(MessageEncoder.class);

  /** Room for a typical message; the buffer grows for a larger one. */
  private static final int TYPICAL_BYTES = 256;

  private Form form;

  public MessageEncoder(Form form) {
    super(Message.class);
    this.form = form;
  }

  /** The form of everything written from now on. Called on the channel's event loop. */
  public void form(Form newForm) {
    this.form = newForm;
  }

  @Override
  protected ByteBuf allocateBuffer(ChannelHandlerContext ctx, Message message, boolean direct) {
    return ctx.alloc().ioBuffer(TYPICAL_BYTES);
  }

  @Override
  protected void encode(ChannelHandlerContext ctx, Message message, ByteBuf out)
      throws IOException {
    try (ByteBufOutputStream stream = new ByteBufOutputStream(out)) {
      MessageWriter.write(form == Form.CLASSIC ? fit(message) : message, form, stream);
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug("{} gets {}", ctx.channel().remoteAddress(), out.toString(StandardCharsets.UTF_8));
    }
  }

  private static Message fit(Message message) {
    if (message instanceof Reply reply) {
      return ReplyFit.fit(reply, Form.CLASSIC, Limits.CLASSIC_BYTES);
    }
    if (message instanceof NoItem answer) {
      return ReplyFit.fit(answer, Form.CLASSIC, Limits.CLASSIC_BYTES);
    }
    return message;
  }
}
