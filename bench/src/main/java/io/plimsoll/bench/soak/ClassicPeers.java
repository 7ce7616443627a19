package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.Connection;
import io.plimsoll.bench.load.Json;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Pace;
import java.net.InetSocketAddress;

/** Peers that speak classic: a connection, one exchange, the end. */
final class ClassicPeers {

  private static final byte[] GOOD = Json.bytes("\"Retcode\":0");
  private static final byte[] EMPTY = Json.bytes("\"Empty\":true");

  private ClassicPeers() {}

  /** A client with one request. */
  static final class Client extends Connection {
    private final Soak soak;
    private final Tally tally;
    private boolean answered;

    Client(Soak soak, Loop loop, InetSocketAddress to) {
      super(loop, to, Pace.FULL);
      this.soak = soak;
      this.tally = soak.tally(SoakQueue.CLASSIC);
      tally.sent++;
      send("{\"Queue\":\"" + SoakQueue.CLASSIC.queueName() + "\",\"Args\":[\"0\"],\"Limit\":0}");
    }

    @Override
    protected void object(byte[] bytes, int from, int to) {
      if (answered) {
        tally.unexpected(text(bytes, from, to));
        return;
      }
      answered = true;
      if (Json.has(bytes, from, to, GOOD)) {
        tally.succeeded++;
      } else {
        tally.failed++;
      }
    }

    @Override
    protected void closed() {
      if (!answered) {
        tally.cutOff(end());
      }
      soak.classicClientClosed();
    }
  }

  /** A worker that takes one item, if there is one. */
  static final class Worker extends Connection {
    private final Soak soak;

    Worker(Soak soak, Loop loop, InetSocketAddress to) {
      super(loop, to, Pace.FULL);
      this.soak = soak;
      send("{\"Queue\":\"" + SoakQueue.CLASSIC.queueName() + "\"}");
    }

    @Override
    protected void object(byte[] bytes, int from, int to) {
      if (!Json.has(bytes, from, to, EMPTY)) {
        soak.classicItem();
        send(
            "{\"Pod\":\"classic\",\"Node\":\"soak\",\"Device\":\".\",\"Error\":\"\",\"Timeout\":0,"
                + "\"Runtime\":0.001,\"Waittime\":0,\"Retcode\":0}");
      }
    }

    @Override
    protected void closed() {
      soak.classicWorkerClosed();
    }
  }
}
