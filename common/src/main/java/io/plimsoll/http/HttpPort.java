package io.plimsoll.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.Listeners;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;

/** A listening HTTP port. */
public final class HttpPort implements AutoCloseable {

  /** Most bytes of a request's head; also the most of its first line. */
  public static final int HEAD_BYTES = 4096;

  /** No request body is ever read: whatever comes of one is passed over in pieces of this size. */
  private static final int CHUNK_BYTES = 4096;

  /** Longer than the scrape interval of any Prometheus, so that scrapers keep their connection. */
  private static final int IDLE_SECONDS = 120;

  /** Scrapers and people: a few; a leak or a flood: as many as it gets. */
  private static final int MAX_CONNECTIONS = 256;

  private final Channel listener;
  private final ChannelGroup connections;

  private HttpPort(Channel listener, ChannelGroup connections) {
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Listens on {@code address}.
   *
   * @throws io.plimsoll.cli.CommandException if the port cannot be bound
   */
  public static HttpPort listen(
      Transport transport, HostPort address, String option, HttpService service) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(HEAD_BYTES)
            .setMaxHeaderSize(HEAD_BYTES)
            .setMaxChunkSize(CHUNK_BYTES);
    ChannelFuture bound =
        transport
            .server()
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    if (connections.size() >= MAX_CONNECTIONS) {
                      channel.close();
                      return;
                    }
                    connections.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(limits),
                            new IdleStateHandler(IDLE_SECONDS, 0, 0),
                            new HttpConnection(service));
                  }
                })
            .bind(address.toListen())
            .awaitUninterruptibly();
    return new HttpPort(Listeners.opened(bound, option, address), connections);
  }

  /** The address that is listened on, with its real port. */
  public HostPort address() {
    return HostPort.of((InetSocketAddress) listener.localAddress());
  }

  /** How many connections are open. */
  public int connections() {
    return connections.size();
  }

  /** Stops listening and closes every connection. */
  @Override
  public void close() {
    listener.close();
    connections.close();
  }
}
