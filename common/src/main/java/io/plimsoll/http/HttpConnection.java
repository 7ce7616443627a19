package io.plimsoll.http;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.protocol.ProtocolException;
import io.plimsoll.wire.SlowReaderGuard.SlowReader;
import io.plimsoll.wire.TlsServer.TlsRefused;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what is not a GET or HEAD without a body, and hands on the rest, one request at a time: a
 * peer that sends the next before it has read an answer gets its answers in order, and is not read
 * any further meanwhile, so that answers do not pile up. Closes a connection on which no whole
 * request arrives for a time.
 */
final class HttpConnection extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);

  /** For the first request to arrive whole: as long as the queue ports give. */
  static final int FIRST_REQUEST_SECONDS = 10;

  /** Longer than the scrape interval of any Prometheus, so that scrapers keep their connection. */
  static final int NEXT_REQUEST_SECONDS = 120;

  private static final String PLAIN_TEXT = "this port takes TLS only (expected: https)";

  private enum State {
    READY,
    ANSWERING,
    /** Answering without end: nothing that comes is looked at any more. */
    STREAMING,
    /** The last answer is given: what follows it is not looked at. */
    CLOSING
  }

  private final HttpService service;
  private final int maxHeadBytes;

  /** What came while another was answered: at most what one read brings. */
  private final Queue<HttpRequest> waiting = new ArrayDeque<>();

  private State state = State.READY;
  private @Nullable ScheduledFuture<?> timer;

  /**
   * @param maxHeadBytes most bytes of a request's head
   */
  HttpConnection(HttpService service, int maxHeadBytes) {
    this.service = service;
    this.maxHeadBytes = maxHeadBytes;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    awaitRequest(ctx, FIRST_REQUEST_SECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopTimer();
    ctx.fireChannelInactive();
  }

  private void awaitRequest(ChannelHandlerContext ctx, int seconds) {
    stopTimer();
    timer = ctx.executor().schedule(() -> ctx.close(), seconds, TimeUnit.SECONDS);
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpRequest request) {
        switch (state) {
          case READY -> onRequest(ctx, request);
          case ANSWERING -> {
            waiting.add(request);
            ctx.channel().config().setAutoRead(false);
          }
          case STREAMING, CLOSING -> {}
        }
      } else if (message instanceof ProtocolException) {
        // From the door of TLS: the answer goes out as the question came.
        refuse(ctx, 400, PLAIN_TEXT);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void onRequest(ChannelHandlerContext ctx, HttpRequest request) {
    stopTimer();
    state = State.ANSWERING;
    if (request.decoderResult().isFailure()) {
      Throwable cause = request.decoderResult().cause();
      boolean tooLong =
          cause instanceof TooLongHttpLineException || cause instanceof TooLongHttpHeaderException;
      if (tooLong) {
        refuse(ctx, 431, tooLarge());
      } else {
        refuse(ctx, 400, "not HTTP");
      }
    } else if (headBytes(request) > maxHeadBytes) {
      refuse(ctx, 431, tooLarge());
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

  private String tooLarge() {
    return "head too large (expected: at most " + maxHeadBytes + " bytes)";
  }

  /** The decoder limits the first line and the headers, each for itself; this is their sum. */
  private static int headBytes(HttpRequest request) {
    int bytes = request.method().name().length() + request.uri().length();
    for (Map.Entry<String, String> header : request.headers()) {
      bytes += header.getKey().length() + header.getValue().length();
    }
    return bytes;
  }

  private void refuse(ChannelHandlerContext ctx, int status, String why) {
    state = State.CLOSING;
    waiting.clear();
    service.refused(status);
    HttpReply reply = service.refusal(status, why);
    Map<String, String> headers = status == 405 ? Map.of("Allow", "GET, HEAD") : Map.of();
    HttpCall.write(
        ctx.channel(),
        new HttpReply(status, reply.contentType(), reply.body(), headers),
        false,
        false);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent) {
      if (message instanceof HttpResponse response && !HttpUtil.isKeepAlive(response)) {
        state = State.CLOSING;
        waiting.clear();
      }
      // By way of the loop: answers that are ready at once must not nest.
      ctx.write(message, promise.unvoid())
          .addListener(written -> ctx.executor().execute(() -> onAnswered(ctx)));
    } else {
      if (message instanceof HttpResponse) {
        state = State.STREAMING;
        waiting.clear();
        ctx.channel().config().setAutoRead(true);
      }
      ctx.write(message, promise);
    }
  }

  private void onAnswered(ChannelHandlerContext ctx) {
    if (state != State.ANSWERING || !ctx.channel().isActive()) {
      return;
    }
    state = State.READY;
    HttpRequest next = waiting.poll();
    if (next != null) {
      onRequest(ctx, next);
    } else {
      awaitRequest(ctx, NEXT_REQUEST_SECONDS);
      ctx.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SlowReader) {
      ctx.close();
    } else if (event instanceof TlsRefused refused) {
      service.handshakeFailed(HttpCall.remoteHost(ctx.channel()), refused.why());
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // The decoder complains of a peer that sends more requests ahead than it keeps track of.
    if (cause instanceof IOException || cause instanceof DecoderException) {
      LOG.debug("http: {} {}", ctx.channel().remoteAddress(), cause.toString());
    } else {
      LOG.warn("http: {}", cause.toString(), cause);
    }
    ctx.close();
  }
}
