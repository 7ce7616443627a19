package io.plimsoll.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.AcceptGuard;
import io.plimsoll.wire.Listeners;
import io.plimsoll.wire.SlowReaderGuard;
import io.plimsoll.wire.TlsServer;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** A listening HTTP port. */
public final class HttpPort implements AutoCloseable {

  /** Most bytes of a request's head, where nothing else is said. */
  public static final int HEAD_BYTES = 4096;

  /** No request body is ever read: whatever comes of one is passed over in pieces of this size. */
  private static final int CHUNK_BYTES = 4096;

  /** How long a peer may not read its answer: as long as on the queue ports. */
  static final long WRITE_TIMEOUT_NANOS = 10_000_000_000L;

  /** Scrapers and people: a few; a leak or a flood: as many as it gets. */
  private static final int MAX_CONNECTIONS = 256;

  /** Not counted in the metrics: this port is not part of the work. */
  private static final class Room implements AcceptGuard.Gate {
    private final AtomicInteger open = new AtomicInteger();

    @Override
    public boolean admit() {
      if (open.incrementAndGet() > MAX_CONNECTIONS) {
        open.decrementAndGet();
        return false;
      }
      return true;
    }

    @Override
    public void released() {
      open.decrementAndGet();
    }
  }

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
    return listen(transport, address, option, TlsServer.of(null), HEAD_BYTES, service);
  }

  /**
   * The same over TLS.
   *
   * @param maxHeadBytes most bytes of a request's head; also the most of its first line
   */
  public static HttpPort listen(
      Transport transport,
      HostPort address,
      String option,
      TlsServer tls,
      int maxHeadBytes,
      HttpService service) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bound =
        transport
            .server()
            .handler(new AcceptGuard("http", new Room()))
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    install(channel.pipeline(), tls, maxHeadBytes, service);
                  }
                })
            .bind(address.toListen())
            .awaitUninterruptibly();
    return new HttpPort(Listeners.opened(bound, option, address), connections);
  }

  /** Puts the handlers of one connection in their order. */
  static void install(ChannelPipeline pipeline, HttpService service) {
    install(pipeline, TlsServer.of(null), HEAD_BYTES, service);
  }

  private static void install(
      ChannelPipeline pipeline, TlsServer tls, int maxHeadBytes, HttpService service) {
    HttpDecoderConfig limits =
        new HttpDecoderConfig()
            .setMaxInitialLineLength(maxHeadBytes)
            .setMaxHeaderSize(maxHeadBytes)
            .setMaxChunkSize(CHUNK_BYTES);
    pipeline.addLast(new SlowReaderGuard(WRITE_TIMEOUT_NANOS));
    tls.install(pipeline);
    pipeline.addLast(new HttpServerCodec(limits), new HttpConnection(service, maxHeadBytes));
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
