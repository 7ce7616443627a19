package io.plimsoll.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses what is not a GET or HEAD without a body, and hands on the rest. */
final class HttpConnection extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  private final HttpService service;
  private boolean refused;

  HttpConnection(HttpService service) {
    this.service = service;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request && !refused) {
        onRequest(ctx, request);
      } else if (message instanceof LastHttpContent last && last.decoderResult().isFailure()) {
        refuse(ctx, 400, "not HTTP");
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(ChannelHandlerContext ctx, HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      boolean tooLong =
          cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException;
      if (tooLong) {
        refuse(ctx, 431, "head too large (expected: at most " + HttpPort.HEAD_BYTES + " bytes)");
      } else {
        refuse(ctx, 400, "not HTTP");
      }
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      refuse(ctx, 405, "method not allowed (expected: GET or HEAD)");
    } else if (HttpUtil.isTransferEncodingChunked(request)
        || HttpUtil.getContentLength(request, 0L) > 0) {
      refuse(ctx, 413, "body not allowed");
    } else {
      HttpCall call;
      try {
        call = new HttpCall(ctx.channel(), request);
      } catch (IllegalArgumentException e) {
        refuse(ctx, 400, "path or query cannot be decoded");
        return;
      }
      service.serve(call);
    }
  }

  private void refuse(ChannelHandlerContext ctx, int status, String why) {
    if (!refused) {
      refused = true;
      service.refused(status);
      HttpReply reply = HttpReply.error(status, why);
      Map<String, String> headers = status == 405 ? Map.of("Allow", "GET, HEAD") : Map.of();
      HttpCall.write(
          ctx.channel(),
          new HttpReply(status, reply.contentType(), reply.body(), headers),
          false,
          false);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof IdleStateEvent) {
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("http: {} {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.warn("http: {}", cause.toString(), cause);
    }
    ctx.close();
  }
}
