package io.plimsoll.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.PromiseNotifier;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.Message;
import io.plimsoll.protocol.NoItem;
import io.plimsoll.protocol.Reply;
import io.plimsoll.wire.MessageWriter.Form;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes messages in the form of the connection. What is written between two flushes goes out as
 * one buffer; a message is never split, so that a classic peer, which reads once, gets it in one
 * write. A peer's form is classic until it asked for a session.
 */
public final class MessageEncoder extends ChannelOutboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(MessageEncoder.class);

  /** What a thread writes messages into; a larger one is not kept. */
  private static final int KEPT_BYTES = 1 << 16;

  private static final int TYPICAL_BYTES = 256;

  /** Most bytes of messages that share a buffer: some hundred, which is what a read brings. */
  private static final int SHARED_BYTES = 1 << 14;

  private static final FastThreadLocal<JsonBytes> JSON =
      new FastThreadLocal<>() {
        @Override
        protected JsonBytes initialValue() {
          return new JsonBytes(TYPICAL_BYTES);
        }
      };

  /** Promises of messages in {@link #gathered}; a void promise is not among them. */
  private final List<ChannelPromise> promises = new ArrayList<>(1);

  private @Nullable ByteBuf gathered;
  private Form form;

  public MessageEncoder(Form form) {
    this.form = form;
  }

  /** The form of everything written from now on. Called on the channel's event loop. */
  public void form(Form newForm) {
    this.form = newForm;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!(message instanceof Message wireMessage)) {
      passOn(ctx);
      ctx.write(message, promise);
      return;
    }
    JsonBytes json = JSON.get();
    json.reset();
    MessageWriter.write(form == Form.CLASSIC ? fit(wireMessage) : wireMessage, form, json);
    if (gathered != null && gathered.readableBytes() + json.size() > SHARED_BYTES) {
      passOn(ctx);
    }
    ByteBuf buffer = gathered;
    if (buffer == null) {
      buffer = ctx.alloc().ioBuffer(Math.max(TYPICAL_BYTES, json.size()));
      gathered = buffer;
    }
    json.copyTo(buffer);
    if (!promise.isVoid()) {
      promises.add(promise);
    }
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} gets {}",
          ctx.channel().remoteAddress(),
          new String(json.toByteArray(), StandardCharsets.UTF_8));
    }
    if (json.capacity() > KEPT_BYTES) {
      JSON.remove();
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    passOn(ctx);
    ctx.flush();
  }

  /** What was written and not flushed goes nowhere. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (gathered != null) {
      ReferenceCountUtil.release(gathered);
      gathered = null;
    }
    promises.forEach(promise -> promise.tryFailure(new ClosedChannelException()));
    promises.clear();
  }

  private void passOn(ChannelHandlerContext ctx) {
    ByteBuf buffer = gathered;
    if (buffer == null) {
      return;
    }
    gathered = null;
    if (promises.isEmpty()) {
      ctx.write(buffer, ctx.voidPromise());
    } else {
      ChannelPromise[] told = promises.toArray(new ChannelPromise[0]);
      promises.clear();
      ctx.write(buffer).addListener(new PromiseNotifier<>(told));
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
