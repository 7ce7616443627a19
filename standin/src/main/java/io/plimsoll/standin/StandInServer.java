package io.plimsoll.standin;

import io.netty.channel.Channel;
import io.plimsoll.cli.HostPort;
import io.plimsoll.standin.api.ApiService;
import io.plimsoll.standin.http.Connections;
import io.plimsoll.standin.http.RequestFlow;
import io.plimsoll.standin.store.ObjectStore;
import io.plimsoll.standin.store.ResourceCatalog;
import io.plimsoll.wire.Listeners;
import io.plimsoll.wire.Transport;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Random;

/** An API server that stands in for Kubernetes' own, in this process. Thread-safe. */
public final class StandInServer implements AutoCloseable {

  private final Transport transport;
  private final Channel listener;
  private final Connections connections;

  private StandInServer(Transport transport, Channel listener, Connections connections) {
    this.transport = transport;
    this.listener = listener;
    this.connections = connections;
  }

  /**
   * Starts a server, and returns when it listens.
   *
   * @throws io.plimsoll.cli.CommandException if it cannot
   */
  public static StandInServer start(StandInConfig config) {
    Random random = new Random(config.seed());
    ObjectStore store =
        new ObjectStore(
            new ResourceCatalog(config.resources()),
            config.strictNamespaces(),
            InstantSource.system(),
            random);
    Connections connections = new Connections(new RequestFlow(new ApiService(store, random)));
    Transport transport = Transport.start("stand-in", Runtime.getRuntime().availableProcessors());
    try {
      Channel listener =
          Listeners.opened(
              transport
                  .server()
                  .childHandler(connections)
                  .bind(config.listen().toListen())
                  .awaitUninterruptibly(),
              "--listen",
              config.listen());
      return new StandInServer(transport, listener, connections);
    } catch (RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  /** Where it listens. */
  public HostPort address() {
    return HostPort.of((InetSocketAddress) listener.localAddress());
  }

  /** The start of every URL, without a slash at its end. */
  public String url() {
    return "http://" + address();
  }

  /** Closes every connection and the port. */
  @Override
  public void close() {
    listener.close().awaitUninterruptibly();
    connections.open().close().awaitUninterruptibly();
    transport.close();
  }
}
