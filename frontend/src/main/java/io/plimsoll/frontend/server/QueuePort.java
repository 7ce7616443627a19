package io.plimsoll.frontend.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.AcceptGuard;
import io.plimsoll.wire.Listeners;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** One of the two ports that queue connections come in on. */
final class QueuePort {

  /**
   * While more than the upper mark waits to be sent to a peer, it is not read. High enough for a
   * client that sends some ten thousand requests before it reads its first reply.
   */
  private static final WriteBufferWaterMark UNSENT = new WriteBufferWaterMark(512 << 10, 1 << 20);

  private final Channel listener;
  private final ChannelGroup connections;

  private QueuePort(Channel listener, ChannelGroup connections) {
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Listens.
   *
   * @param option the option that names {@code address}, for the error text
   * @param pipeline fills the pipeline of a new connection
   * @throws io.plimsoll.cli.CommandException if the port cannot be bound
   */
  static QueuePort listen(
      Transport transport,
      String option,
      HostPort address,
      String name,
      PortCounters counters,
      Consumer<Channel> pipeline) {
    ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    ChannelFuture bound =
        transport
            .server()
            .handler(new AcceptGuard(name, counters))
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, UNSENT)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    pipeline.accept(channel);
                  }
                })
            .bind(address.toListen())
            .awaitUninterruptibly();
    return new QueuePort(Listeners.opened(bound, option, address), connections);
  }

  /** The address that is listened on, with its real port. */
  HostPort address() {
    return HostPort.of((InetSocketAddress) listener.localAddress());
  }

  /** Takes no more connections; those there are stay. */
  void stopListening() {
    listener.close().awaitUninterruptibly();
  }

  /**
   * Closes every connection once what was written to it is out.
   *
   * @param millis how long to wait for that
   */
  void closeConnections(long millis) {
    for (Channel connection : connections) {
      connection
          .eventLoop()
          .execute(
              () -> {
                PeerConnection peer = connection.pipeline().get(PeerConnection.class);
                if (peer == null) {
                  connection.close();
                } else {
                  peer.closeAfterFlush();
                }
              });
    }
    connections.newCloseFuture().awaitUninterruptibly(millis);
  }
}
