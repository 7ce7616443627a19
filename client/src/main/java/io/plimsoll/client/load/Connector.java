package io.plimsoll.client.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.plimsoll.cli.HostPort;
import io.plimsoll.wire.MessageDecoder;
import io.plimsoll.wire.MessageEncoder;
import io.plimsoll.wire.MessageReader;
import io.plimsoll.wire.MessageWriter.Form;
import io.plimsoll.wire.Pipelines;
import io.plimsoll.wire.TlsClient;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Makes connections to the frontend on the load's event loop, to which it is confined. Looks its
 * host up at the start and after every failure, never on the loop: a name service may take its
 * time.
 */
public final class Connector {

  /** A frontend that is there accepts at once; a host that is not does not refuse. */
  private static final int CONNECT_MILLIS = 5_000;

  /**
   * A frontend that is stopped for a while may go on where it was, and unsent requests are bounded
   * by the number that may be outstanding; the kernel finds out when its host is gone.
   */
  private static final long NO_TIMEOUT = 0;

  /**
   * Largest reply: the frontend's {@code --max-reply} goes up to 16 MiB, and it adds the wait time
   * and the {@code Id} to a reply that may have just that size.
   */
  private static final int REPLY_BYTES = 17 << 20;

  private final HostPort frontend;
  private final EventLoop loop;
  private final Bootstrap bootstrap;
  private final TlsClient tls;

  private InetSocketAddress address;
  private boolean lookingUp;

  /** Looks the frontend's host up, which may block. */
  public Connector(Transport transport, EventLoop loop, HostPort frontend, TlsClient tls) {
    this.tls = tls;
    this.frontend = frontend;
    this.loop = loop;
    this.bootstrap =
        transport.client().clone(loop).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS);
    this.address = frontend.toConnect();
  }

  /** Where it connects to. */
  public HostPort frontend() {
    return frontend;
  }

  /**
   * Connects.
   *
   * @param connection becomes the last handler of the channel
   * @param failed called on the loop if there is no connection, or no TLS on it
   */
  public void connect(Form form, ChannelHandler connection, Consumer<Throwable> failed) {
    assert loop.inEventLoop();
    if (address.isUnresolved()) {
      lookUp();
      loop.execute(() -> failed.accept(new UnknownHostException(frontend.host())));
      return;
    }
    bootstrap
        .clone()
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                Pipelines.dialled(
                    channel.pipeline(),
                    tls,
                    frontend,
                    failed::accept,
                    new MessageDecoder(MessageReader::clientAnswer, REPLY_BYTES, NO_TIMEOUT),
                    new MessageEncoder(form),
                    connection);
              }
            })
        .connect(address)
        .addListener(
            (ChannelFutureListener)
                done -> {
                  if (!done.isSuccess()) {
                    lookUp();
                    failed.accept(done.cause());
                  }
                });
  }

  private void lookUp() {
    if (lookingUp) {
      return;
    }
    lookingUp = true;
    CompletableFuture.supplyAsync(frontend::toConnect, Connector::runOnItsOwnThread)
        .whenCompleteAsync(
            (found, error) -> {
              lookingUp = false;
              if (found != null) {
                address = found;
              }
            },
            loop);
  }

  private static void runOnItsOwnThread(Runnable task) {
    Thread thread = new Thread(task, "lookup");
    thread.setDaemon(true);
    thread.start();
  }
}
