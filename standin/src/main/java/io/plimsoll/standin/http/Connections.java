package io.plimsoll.standin.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;

/** Sets up each connection: the one place that orders its handlers. */
public final class Connections extends ChannelInitializer<Channel> {

  /** Of the first line, and of all headers: selectors of some hundred names fit, floods do not. */
  static final int MAX_HEAD_BYTES = 64 << 10;

  private static final int CHUNK_BYTES = 64 << 10;

  private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final RequestFlow flow;

  public Connections(RequestFlow flow) {
    this.flow = flow;
  }

  /** Those that are open. */
  public ChannelGroup open() {
    return open;
  }

  @Override
  protected void initChannel(Channel channel) {
    open.add(channel);
    http1(channel.pipeline());
  }

  private void http1(ChannelPipeline pipeline) {
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_HEAD_BYTES)
                .setMaxHeaderSize(MAX_HEAD_BYTES)
                .setMaxChunkSize(CHUNK_BYTES)),
        new RequestHandler(flow));
  }
}
