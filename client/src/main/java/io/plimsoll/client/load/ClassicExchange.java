package io.plimsoll.client.load;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.plimsoll.client.load.Frontend.Failure;
import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.protocol.ProtocolException.Reason;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.protocol.RunnerReply;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.TlsErrors;
import org.jspecify.annotations.Nullable;

/** One request, its connection and its reply. Confined to the load's event loop. */
final class ClassicExchange extends ChannelInboundHandlerAdapter {

  private final ClassicLink link;
  private final Frontend frontend;
  private final Request request;
  private final long dueNanos;

  private @Nullable ChannelHandlerContext connection;
  private boolean done;
  private Failure failure = Failure.LOST;
  private String reason = Reasons.CLOSED;

  ClassicExchange(ClassicLink link, Frontend frontend, Request request, long dueNanos) {
    this.link = link;
    this.frontend = frontend;
    this.request = request;
    this.dueNanos = dueNanos;
  }

  long dueNanos() {
    return dueNanos;
  }

  void start() {
    frontend
        .connector()
        .connect(
            Form.CLASSIC,
            this,
            cause -> failed(Failure.UNREACHABLE.orTls(cause), Reasons.of(cause)));
  }

  void close() {
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    connection = ctx;
    if (frontend.isClosed()) {
      ctx.close();
      return;
    }
    ctx.writeAndFlush(request, ctx.voidPromise());
    link.connectionMade();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (frontend.isClosed() || done) {
      return;
    }
    if (message instanceof ProtocolException e && e.reason() == Reason.OUT_OF_PLACE) {
      frontend.unfit(e.getMessage());
    } else if (message instanceof ProtocolException e) {
      reason = "it sent what is no reply: " + e.getMessage();
      ctx.close();
    } else if (message instanceof Reply reply && reply.error().equals(TlsErrors.PLAIN_TEXT)) {
      frontend.unfit(reply.error());
    } else if (message instanceof Reply reply) {
      done = true;
      link.answered(this, ctx.channel(), reply);
    } else if (!(message instanceof Progress || message instanceof RunnerReply)) {
      throw new AssertionError(message);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    failed(failure, reason);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    failure = Failure.LOST.orTls(cause);
    reason = Reasons.of(cause);
    ctx.close();
  }

  private void failed(Failure how, String why) {
    if (!done && !frontend.isClosed()) {
      done = true;
      link.failed(this, how, why);
    }
  }
}
