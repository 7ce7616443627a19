package io.plimsoll.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.ssl.SslHandler;
import io.plimsoll.wire.Linger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** One request and the way to answer it. Answered exactly once, from any thread. */
public final class HttpCall {

  private static final String EVENTS = "text/event-stream; charset=utf-8";

  private final Channel channel;
  private final boolean head;
  private final boolean keepAlive;
  private final HttpHeaders headers;
  private final String path;
  private final Map<String, List<String>> query;

  /**
   * @throws IllegalArgumentException if the request's target cannot be decoded
   */
  HttpCall(Channel channel, HttpRequest request) {
    QueryStringDecoder target = new QueryStringDecoder(request.uri());
    this.channel = channel;
    this.head = request.method().equals(HttpMethod.HEAD);
    this.keepAlive = HttpUtil.isKeepAlive(request);
    this.headers = request.headers();
    this.path = target.path();
    this.query = target.parameters();
  }

  /** The decoded path, starting with a slash. */
  public String path() {
    return path;
  }

  /** Whether only the head of the answer is asked for: such a request must not change anything. */
  public boolean isHead() {
    return head;
  }

  /** The first value of a query parameter, or null. */
  public @Nullable String parameter(String name) {
    List<String> values = query.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** The first value of a header, or an empty text. */
  public String header(String name) {
    String value = headers.get(name);
    return value == null ? "" : value;
  }

  /** The asking host's address without its port. */
  public String remoteHost() {
    return remoteHost(channel);
  }

  static String remoteHost(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress inet
        ? inet.getAddress().getHostAddress()
        : "";
  }

  /**
   * The certificate that the peer has shown, and those between it and its authority; empty if it
   * has shown none, or there is no TLS.
   */
  public List<X509Certificate> certificates() {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls == null) {
      return List.of();
    }
    List<X509Certificate> chain = new ArrayList<>();
    try {
      for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    }
    return chain;
  }

  /** Answers. */
  public void reply(HttpReply reply) {
    write(channel, reply, head, keepAlive);
  }

  /**
   * Answers with server-sent events, which go on until the peer leaves or the server closes.
   *
   * @return where the events go
   */
  public EventStream events() {
    if (head) {
      reply(new HttpReply(200, EVENTS, new byte[0], Map.of()));
      return new EventStream(null);
    }
    HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, EVENTS)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
    channel.writeAndFlush(response);
    return new EventStream(channel);
  }

  /** Server-sent events to one reader. */
  public static final class EventStream {

    private final @Nullable Channel channel;

    /**
     * @param channel null for a reader who asked for the head only
     */
    private EventStream(@Nullable Channel channel) {
      this.channel = channel;
    }

    /** Whether the reader is still there. */
    public boolean isOpen() {
      return channel != null && channel.isActive();
    }

    /**
     * Sends one event, or drops it while the reader has not taken the ones before.
     *
     * @param data one line
     */
    public void send(String data) {
      if (channel != null && channel.isWritable()) {
        byte[] event = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(event)));
      }
    }
  }

  static void write(Channel channel, HttpReply reply, boolean head, boolean keepAlive) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body()));
    HttpHeaders headers = response.headers();
    headers
        .set(HttpHeaderNames.CONTENT_TYPE, reply.contentType())
        .set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length)
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set("X-Content-Type-Options", "nosniff");
    reply.headers().forEach(headers::set);
    HttpUtil.setKeepAlive(response, keepAlive);
    ChannelFuture written = channel.writeAndFlush(response);
    if (!keepAlive) {
      Linger.closeAfter(written);
    }
  }
}
