package io.plimsoll.bench.compare;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.plimsoll.wire.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The least that a queue server does, as the limit of what one on Netty can reach: passes lines
 * from clients to workers that wait, and their replies back. No JSON, no statistics, no time-outs,
 * no limits, and trust in everyone. Lives on one event loop, as the frontend does with one queue.
 *
 * <pre>
 * client:  NUMBER TEXT         to the worker that has waited longest, under the worker's number
 * worker:  ?NUMBER             waits for a line
 * worker:  NUMBER TEXT         to the client whose line had that number, under the client's
 * </pre>
 */
final class Hub {

  /** What a worker's line begins with when it asks. */
  static final char ASK = '?';

  /** Numbers are below this: more than any run has. */
  private static final int MAX_NUMBERS = 4096;

  private static final byte[][] NUMBERS = numbers();

  private final Deque<Asked> waitingWorkers = new ArrayDeque<>();
  private final Deque<Line> waitingLines = new ArrayDeque<>();
  private final List<LinePeer> written = new ArrayList<>();

  /** A worker waits, and what it calls that. */
  private record Asked(Worker worker, int number) {}

  /** Serves until its process is ended: {@code Hub CLIENT_PORT WORKER_PORT}. */
  public static void main(String[] args) throws InterruptedException {
    Transport transport = Transport.start("hub", 1);
    Hub hub = new Hub();
    hub.listenToClients(transport, Integer.parseInt(args[0]));
    hub.listenToWorkers(transport, Integer.parseInt(args[1])).closeFuture().sync();
  }

  Channel listenToClients(Transport transport, int port) throws InterruptedException {
    return listen(transport, port, Client::new);
  }

  Channel listenToWorkers(Transport transport, int port) throws InterruptedException {
    return listen(transport, port, Worker::new);
  }

  static Channel listen(Transport transport, int port, Supplier<LinePeer> peers)
      throws InterruptedException {
    ServerBootstrap server = transport.server();
    server.childHandler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel channel) {
            channel.pipeline().addLast(peers.get());
          }
        });
    return server
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .sync()
        .channel();
  }

  /** A client's line: its number, and the rest of it up to and with the newline. */
  private static final class Line {

    private final Client client;
    private final int number;
    private final byte[] rest;

    private Line(Client client, int number, byte[] rest) {
      this.client = client;
      this.number = number;
      this.rest = rest;
    }
  }

  private static byte[][] numbers() {
    byte[][] all = new byte[MAX_NUMBERS][];
    for (int i = 0; i < MAX_NUMBERS; i++) {
      all[i] = Job.bytes(Integer.toString(i));
    }
    return all;
  }

  private void give(Asked to, Line line) {
    to.worker.running[to.number] = line;
    pass(to.worker, to.number, line.rest);
  }

  private void pass(LinePeer to, int number, byte[] rest) {
    to.send(NUMBERS[number]);
    to.send(rest);
    written.add(to);
  }

  /** Once per read, so that all lines of one go out in one write a connection. */
  private void flushAll() {
    for (LinePeer peer : written) {
      peer.flush();
    }
    written.clear();
  }

  /** The digits there, as far as they go. */
  private static int number(ByteBuf in, int from, int end) {
    int number = 0;
    int digit;
    for (int i = from; i < end && (digit = in.getByte(i) - '0') >= 0 && digit <= 9; i++) {
      number = number * 10 + digit;
    }
    return number;
  }

  /** What follows the number, up to and with the newline. */
  private static byte[] rest(ByteBuf in, int from, int end) {
    int space = in.indexOf(from, end, (byte) ' ');
    byte[] rest = new byte[end + 1 - space];
    in.getBytes(space, rest);
    return rest;
  }

  private final class Client extends LinePeer {

    @Override
    void connected() {}

    @Override
    void line(ByteBuf in, int from, int end) {
      Line line = new Line(this, number(in, from, end), rest(in, from, end));
      Asked asked = waitingWorkers.poll();
      if (asked == null) {
        waitingLines.add(line);
      } else {
        give(asked, line);
      }
    }

    @Override
    void afterRead() {
      flushAll();
    }

    @Override
    void ended(String why) {
      waitingLines.removeIf(line -> line.client == this);
    }
  }

  private final class Worker extends LinePeer {

    private final @Nullable Line[] running = new @Nullable Line[MAX_NUMBERS];

    @Override
    void connected() {}

    @Override
    void line(ByteBuf in, int from, int end) {
      if (in.getByte(from) == ASK) {
        asked(new Asked(this, number(in, from + 1, end)));
      } else {
        replied(number(in, from, end), rest(in, from, end));
      }
    }

    @Override
    void afterRead() {
      flushAll();
    }

    @Override
    void ended(String why) {
      waitingWorkers.removeIf(asked -> asked.worker == this);
    }

    private void asked(Asked asked) {
      Line waiting = waitingLines.poll();
      if (waiting == null) {
        waitingWorkers.add(asked);
      } else {
        give(asked, waiting);
      }
    }

    private void replied(int number, byte[] rest) {
      Line line = running[number];
      if (line != null) {
        running[number] = null;
        pass(line.client, line.number, rest);
      }
    }
  }
}
