package io.plimsoll.standin.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.plimsoll.standin.stats.ConnectionStats;
import io.plimsoll.standin.stats.ConnectionStats.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets up each connection: the one place that orders its handlers. */
public final class Connections extends ChannelInitializer<Channel> {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** Of the first line, and of all headers: selectors of some hundred names fit, floods do not. */
  static final int MAX_HEAD_BYTES = 64 << 10;

  private static final int CHUNK_BYTES = 64 << 10;

  /** What Kubernetes had until it was lowered to 100; more than one client keeps in flight. */
  private static final int MAX_STREAMS = 250;

  /** A large object does not wait for the peer to be told that it may go on. */
  private static final int WINDOW_BYTES = 1 << 20;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final RequestFlow flow;
  private final ConnectionStats stats;
  private final @Nullable ServerTls tls;

  /**
   * @param tls null = plain
   */
  public Connections(RequestFlow flow, ConnectionStats stats, @Nullable ServerTls tls) {
    this.flow = flow;
    this.stats = stats;
    this.tls = tls;
  }

  /** Those that are open. */
  public ChannelGroup open() {
    return open;
  }

  @Override
  protected void initChannel(Channel channel) {
    open.add(channel);
    if (tls == null) {
      channel.pipeline().addLast(new PrefaceDetector(this));
    } else {
      channel.pipeline().addLast(tls.context().newHandler(channel.alloc()), new Negotiated());
    }
  }

  /** Hears which protocol a TLS connection is to speak. */
  private final class Negotiated extends ApplicationProtocolNegotiationHandler {

    Negotiated() {
      super(ApplicationProtocolNames.HTTP_1_1);
    }

    @Override
    protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
      if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
        http2(ctx.pipeline());
      } else {
        http1(ctx.pipeline());
      }
    }

    @Override
    protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("stand-in: {} {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      handshakeFailure(ctx, cause);
    }
  }

  void http1(ChannelPipeline pipeline) {
    count(pipeline.channel(), Protocol.HTTP_1_1);
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)),
        new RequestHandler(flow));
  }

  void http2(ChannelPipeline pipeline) {
    count(pipeline.channel(), Protocol.HTTP_2);
    pipeline.addLast(
        Http2FrameCodecBuilder.forServer()
            .initialSettings(
                Http2Settings.defaultSettings()
                    .maxConcurrentStreams(MAX_STREAMS)
                    .initialWindowSize(WINDOW_BYTES)
                    .maxHeaderListSize(MAX_HEAD_BYTES))
            .build(),
        new Http2MultiplexHandler(
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel stream) {
                stream
                    .pipeline()
                    .addLast(new Http2StreamFrameToHttpObjectCodec(true), new RequestHandler(flow));
              }
            }),
        new Failures());
  }

  private void count(Channel channel, Protocol protocol) {
    stats.opened(protocol);
    channel.closeFuture().addListener(closed -> stats.closed(protocol));
  }

  /** The end of a pipeline of HTTP/2: its streams have their own. */
  private static final class Failures extends ChannelInboundHandlerAdapter {

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.debug("stand-in: {} {}", ctx.channel().remoteAddress(), cause.toString());
      ctx.close();
    }
  }
}
