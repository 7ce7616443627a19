package io.plimsoll.backend;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.plimsoll.cli.HostPort;
import io.plimsoll.protocol.Limits;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.Pipelines;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Makes connections to the frontend. Its name is looked up each time, since an address may change,
 * and on a thread of its own, since a name service may hang and signals must be heeded meanwhile.
 */
final class Dialer implements AutoCloseable {

  /** What the native transport puts before the system's own words. */
  private static final Pattern SYSTEM_CALL =
      Pattern.compile("^\\S+ failed with error\\(-\\d+\\): ");

  private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

  /**
   * Nothing is awaited of a frontend: it may be silent as long as there is no work, and suspended
   * for as long as its user likes.
   */
  private static final long NO_TIMEOUT = 0;

  private final Bootstrap bootstrap;
  private final EventLoop loop;
  private final HostPort frontend;
  private final TlsClient tls;
  private final Form form;
  private final ExecutorService lookup =
      Executors.newSingleThreadExecutor(new DefaultThreadFactory("lookup", true));

  /**
   * @param transport has one event loop, {@code loop}
   */
  Dialer(Transport transport, EventLoop loop, HostPort frontend, TlsClient tls, Form form) {
    this.bootstrap =
        transport.client().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
    this.loop = loop;
    this.frontend = frontend;
    this.tls = tls;
    this.form = form;
  }

  /** Connects; {@code connection} is told on the event loop how that went. */
  void dial(FrontendConnection connection) {
    lookup.execute(
        () -> {
          InetSocketAddress address = frontend.toConnect();
          loop.execute(() -> connect(address, connection));
        });
  }

  private void connect(InetSocketAddress address, FrontendConnection connection) {
    if (address.isUnresolved()) {
      connection.failed("unknown host " + address.getHostString());
      return;
    }
    Bootstrap dialling = bootstrap.clone();
    dialling.handler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel channel) {
            MessageDecoder decoder =
                new MessageDecoder(MessageReader::workerAnswer, Limits.REPLY_BYTES, NO_TIMEOUT);
            Pipelines.dialled(
                channel.pipeline(),
                tls,
                frontend,
                failure -> connection.failed(String.valueOf(failure.getMessage())),
                decoder,
                new MessageEncoder(form),
                connection);
          }
        });
    dialling.connect(address).addListener((ChannelFuture made) -> told(made, connection));
  }

  private static void told(ChannelFuture made, FrontendConnection connection) {
    if (!made.isSuccess()) {
      String why = String.valueOf(made.cause().getMessage());
      connection.failed(SYSTEM_CALL.matcher(why).replaceFirst(""));
    }
  }

  @Override
  public void close() {
    lookup.shutdownNow();
  }
}
