package io.plimsoll.standin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.plimsoll.standin.store.ApiException;
import io.plimsoll.wire.Linger;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts requests together and hands them on one at a time: on a connection of HTTP/1.1, where those
 * that come meanwhile wait and are answered in order, or on a stream of HTTP/2, which has only one.
 */
final class RequestHandler extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

  private static final byte[] NO_BODY = {};

  private enum State {
    READING,
    ANSWERING,
    /** What comes is thrown away until the peer closes. */
    CLOSING
  }

  private final RequestFlow flow;

  /** What came while a request was being answered: at most what one read brings. */
  private final Queue<HttpObject> waiting = new ArrayDeque<>();

  private State state = State.READING;
  private boolean closeAfterAnswer;
  private @Nullable HttpRequest head;
  private @Nullable CompositeByteBuf body;
  private @Nullable Exchange current;

  RequestHandler(RequestFlow flow) {
    this.flow = flow;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HttpObject part)) {
      ReferenceCountUtil.release(message);
      return;
    }
    switch (state) {
      case READING -> onPart(ctx, part);
      case ANSWERING -> {
        waiting.add(part);
        ctx.channel().config().setAutoRead(false);
      }
      case CLOSING -> ReferenceCountUtil.release(part);
    }
  }

  private void onPart(ChannelHandlerContext ctx, HttpObject part) {
    try {
      if (part.decoderResult().isFailure()) {
        onUndecodable(ctx, part.decoderResult().cause());
        return;
      }
      if (part instanceof HttpRequest request) {
        head = request;
        if (HttpUtil.getContentLength(request, 0L) > flow.mostBodyBytes()) {
          refuseBody(ctx, request);
          return;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
          ctx.writeAndFlush(
              new DefaultFullHttpResponse(
                  HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
      }
      if (part instanceof HttpContent content && head != null) {
        onContent(ctx, head, content);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void onContent(ChannelHandlerContext ctx, HttpRequest request, HttpContent content) {
    ByteBuf bytes = content.content();
    if (bytes.isReadable()) {
      if (body == null) {
        body = ctx.alloc().compositeBuffer(Integer.MAX_VALUE);
      }
      body.addComponent(true, bytes.retain());
      if (body.readableBytes() > flow.mostBodyBytes()) {
        refuseBody(ctx, request);
        return;
      }
    }
    if (content instanceof LastHttpContent) {
      byte[] all = body == null ? NO_BODY : ByteBufUtil.getBytes(body);
      forgetBody();
      head = null;
      state = State.ANSWERING;
      closeAfterAnswer = !HttpUtil.isKeepAlive(request);
      current = new Exchange(ctx, request, all);
      flow.onRequest(current);
    }
  }

  private void refuseBody(ChannelHandlerContext ctx, HttpRequest request) {
    refuse(
        ctx,
        request,
        ApiException.of(
            413,
            "RequestEntityTooLarge",
            "Request entity too large: limit is " + flow.mostBodyBytes()));
  }

  private void onUndecodable(ChannelHandlerContext ctx, Throwable cause) {
    boolean tooLong =
        cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException;
    refuse(
        ctx,
        null,
        tooLong
            ? ApiException.of(431, "BadRequest", "the head of the request is too large")
            : ApiException.badRequest("not HTTP"));
  }

  /** Answers a request that has not come whole, and ends the connection. */
  private void refuse(
      ChannelHandlerContext ctx, @Nullable HttpRequest request, ApiException failure) {
    state = State.ANSWERING;
    closeAfterAnswer = true;
    forgetBody();
    head = null;
    HttpRequest answered =
        request == null
            ? new DefaultHttpRequest(HttpVersion.HTTP_1_0, HttpMethod.GET, "/")
            : request;
    if (request != null) {
      HttpUtil.setKeepAlive(request, false);
    }
    new Exchange(ctx, answered, NO_BODY).reply(flow.failed(failure));
  }

  private void forgetBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    boolean last = message instanceof LastHttpContent;
    if (last) {
      current = null;
    }
    ChannelFuture written = ctx.write(message, promise);
    if (last && closeAfterAnswer) {
      state = State.CLOSING;
      dropWaiting();
      Linger.closeAfter(written);
    } else if (last) {
      state = State.READING;
      if (!waiting.isEmpty()) {
        // By way of the loop: answers that are ready at once must not nest.
        state = State.ANSWERING;
        ctx.executor().execute(() -> goOn(ctx));
      } else if (!ctx.channel().config().isAutoRead()) {
        ctx.channel().config().setAutoRead(true);
      }
    }
  }

  private void goOn(ChannelHandlerContext ctx) {
    state = State.READING;
    while (state == State.READING) {
      HttpObject next = waiting.poll();
      if (next == null) {
        ctx.channel().config().setAutoRead(true);
        return;
      }
      onPart(ctx, next);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    state = State.CLOSING;
    forgetBody();
    dropWaiting();
    if (current != null) {
      current.gone();
      current = null;
    }
    ctx.fireChannelInactive();
  }

  private void dropWaiting() {
    HttpObject part;
    while ((part = waiting.poll()) != null) {
      ReferenceCountUtil.release(part);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("stand-in: {} {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.warn("stand-in: {}", cause.toString(), cause);
    }
    ctx.close();
  }
}
