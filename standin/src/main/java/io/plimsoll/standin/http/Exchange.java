package io.plimsoll.standin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.plimsoll.standin.api.ApiRequest;
import io.plimsoll.standin.api.Reply;
import java.util.concurrent.TimeUnit;

/**
 * One request and the way to answer it, on its connection's event loop: once, with a reply or with
 * a stream.
 */
final class Exchange {

  /** Who asks, where Kubeflow keeps its users apart. */
  private static final String USER = "kubeflow-userid";

  private static final DefaultHttpHeadersFactory HEADERS =
      DefaultHttpHeadersFactory.headersFactory().withValidation(false);

  private final ChannelHandlerContext ctx;
  private final boolean keepAlive;
  private final ApiRequest request;
  private final String authorization;
  private final String uri;
  private final boolean webSocket;
  private Runnable gone = () -> {};

  Exchange(ChannelHandlerContext ctx, HttpRequest head, byte[] body) {
    this.ctx = ctx;
    this.keepAlive = HttpUtil.isKeepAlive(head);
    this.uri = head.uri();
    this.webSocket = head.headers().contains(HttpHeaderNames.UPGRADE, "websocket", true);
    HttpHeaders headers = head.headers();
    this.authorization = text(headers, HttpHeaderNames.AUTHORIZATION);
    this.request =
        ApiRequest.of(
            head.method().name(),
            head.uri(),
            text(headers, HttpHeaderNames.CONTENT_TYPE),
            text(headers, HttpHeaderNames.ACCEPT),
            text(headers, USER),
            body);
  }

  private static String text(HttpHeaders headers, CharSequence name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  ApiRequest request() {
    return request;
  }

  /** As it came, with its query. */
  String uri() {
    return uri;
  }

  /** Whether the peer asks for a web socket. */
  boolean isWebSocket() {
    return webSocket;
  }

  String authorization() {
    return authorization;
  }

  boolean isOpen() {
    return ctx.channel().isActive();
  }

  /** What to do should the peer leave before the answer is out in full. */
  void onGone(Runnable action) {
    gone = action;
  }

  /** The peer has left. */
  void gone() {
    gone.run();
  }

  void execute(Runnable task) {
    ctx.executor().execute(task);
  }

  ScheduledFuture<?> schedule(Runnable task, long delayNanos) {
    return ctx.executor().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
  }

  void reply(Reply reply) {
    ByteBuf body = Unpooled.wrappedBuffer(reply.body());
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            body,
            HEADERS,
            HEADERS);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length));
    if (reply.retryAfterSeconds() > 0) {
      response
          .headers()
          .set(HttpHeaderNames.RETRY_AFTER, Integer.toString(reply.retryAfterSeconds()));
    }
    if (!keepAlive) {
      HttpUtil.setKeepAlive(response, false);
    }
    ctx.channel().writeAndFlush(response);
  }

  /** Starts an answer whose parts follow. */
  void startStream(String contentType) {
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    response.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    if (!keepAlive) {
      HttpUtil.setKeepAlive(response, false);
    }
    ctx.channel().writeAndFlush(response);
  }

  ChannelFuture streamPart(byte[] part) {
    return ctx.channel().write(new DefaultHttpContent(Unpooled.wrappedBuffer(part)));
  }

  void flush() {
    ctx.channel().flush();
  }

  void endStream() {
    ctx.channel().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
  }

  /** Ends the stream or the connection of HTTP/1.1, in the middle of the answer if it has begun. */
  void abort() {
    ctx.channel().close();
  }

  /** Ends the whole connection in the way of a host that has crashed. */
  void reset() {
    Channel parent = ctx.channel().parent();
    boolean stream = ctx.channel() instanceof io.netty.handler.codec.http2.Http2StreamChannel;
    Channel connection = stream && parent != null ? parent : ctx.channel();
    connection.config().setOption(ChannelOption.SO_LINGER, 0);
    connection.unsafe().closeForcibly();
    connection.close();
  }
}
