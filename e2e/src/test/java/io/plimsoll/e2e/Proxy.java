package io.plimsoll.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A link that does what it is told to do to TCP connections: those that stand, and those to come.
 * Each of them has a thread for each direction. Thread-safe.
 */
final class Proxy implements AutoCloseable {

  private static final int BYTES_AT_ONCE = 16_384;

  /** How a connection is cut: with what each side is told. */
  enum Cut {
    /** That the other one has closed. */
    FIN,
    /** That there is no such connection. */
    RST
  }

  private enum State {
    FLOWING,
    STALLED,
    SWALLOWING
  }

  private final ServerSocket listener;
  private final String target;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

  private volatile State state = State.FLOWING;
  private volatile long delayMillis;
  private volatile boolean bytewise;

  /**
   * Listens on a free port of the loopback interface.
   *
   * @param target where to forward to, as host:port
   */
  Proxy(String target) {
    this.target = target;
    try {
      listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** Where to connect instead. */
  String address() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** How many connections stand. */
  int connections() {
    return connections.size();
  }

  /** From now on everything comes so much later, in each direction. */
  Proxy delay(Duration time) {
    delayMillis = time.toMillis();
    return this;
  }

  /** From now on every byte travels alone. */
  Proxy byteByByte() {
    bytewise = true;
    return this;
  }

  /** Nothing gets through, in no direction, until {@link #resume}; then everything does. */
  void stall() {
    state = State.STALLED;
  }

  void resume() {
    state = State.FLOWING;
  }

  /** What is sent vanishes from now on, and nobody hears that the other one has gone. */
  void swallow() {
    state = State.SWALLOWING;
  }

  /** Ends the connections that stand. New ones get through. */
  void cut(Cut how) {
    connections.forEach(connection -> connection.cut(how));
  }

  /** Ends everything. */
  @Override
  public void close() {
    closeQuietly(listener);
    cut(Cut.RST);
  }

  private void accept() {
    while (true) {
      Socket client;
      try {
        client = listener.accept();
      } catch (IOException closed) {
        return;
      }
      try {
        Connection connection = new Connection(client, Peer.socket(target));
        connections.add(connection);
        connection.start();
      } catch (IOException | UncheckedIOException nobodyThere) {
        closeQuietly(client);
      }
    }
  }

  private static void start(Runnable what) {
    Thread thread = new Thread(what, "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private static void closeQuietly(AutoCloseable what) {
    try {
      what.close();
    } catch (Exception e) {
      // It is gone, which is what was wanted.
    }
  }

  /** Two sockets, and what travels between them. */
  private final class Connection {

    private final Socket client;
    private final Socket server;
    private volatile boolean cut;
    private int ended;

    Connection(Socket client, Socket server) throws IOException {
      this.client = client;
      this.server = server;
      for (Socket socket : new Socket[] {client, server}) {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(0);
      }
    }

    void start() {
      Proxy.start(() -> pump(client, server));
      Proxy.start(() -> pump(server, client));
    }

    /** Until one side ends; also then the other one may go on. */
    private void pump(Socket from, Socket to) {
      byte[] bytes = new byte[BYTES_AT_ONCE];
      try {
        InputStream in = from.getInputStream();
        int count;
        do {
          awaitFlow();
          count = in.read(bytes);
          awaitFlow();
          if (state != State.SWALLOWING && !cut) {
            forward(bytes, count, to);
          }
        } while (count >= 0);
      } catch (IOException broken) {
        if (state != State.SWALLOWING) {
          cut(Cut.RST);
        }
      }
      end();
    }

    private void forward(byte[] bytes, int count, Socket to) throws IOException {
      Wait.pause(delayMillis);
      if (count < 0) {
        to.shutdownOutput();
        return;
      }
      OutputStream out = to.getOutputStream();
      int step = bytewise ? 1 : count;
      for (int i = 0; i < count; i += step) {
        out.write(bytes, i, step);
      }
    }

    private void awaitFlow() {
      while (state == State.STALLED && !cut) {
        Wait.tick();
      }
    }

    void cut(Cut how) {
      cut = true;
      for (Socket socket : new Socket[] {client, server}) {
        try {
          if (how == Cut.FIN) {
            socket.shutdownOutput(); // What still comes is thrown away, until it ends too.
          } else {
            socket.setSoLinger(true, 0);
            socket.close();
          }
        } catch (IOException gone) {
          // Then it is cut.
        }
      }
    }

    /** The sockets go when both directions have ended. */
    private synchronized void end() {
      ended++;
      if (ended == 2 && state != State.SWALLOWING) {
        closeQuietly(client);
        closeQuietly(server);
        connections.remove(this);
      }
    }
  }
}
