package io.plimsoll.bench.scale;

import io.plimsoll.bench.load.Connection;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Pace;
import java.net.InetSocketAddress;

/** A client whose requests wait for workers that never come. */
final class Crowd extends Connection {

  private final String queue;
  private int made;
  private boolean idle;

  /** Connects; a session begins with a request, which is withdrawn. */
  Crowd(Loop loop, InetSocketAddress to, String queue) {
    super(loop, to, Pace.FULL);
    this.queue = queue;
    request();
    send("{\"Id\":0,\"Cancel\":true}\n");
  }

  /** One more that waits. */
  void request() {
    send(
        "{\"KeepAlive\":true,\"Id\":"
            + made++
            + ",\"Queue\":\""
            + queue
            + "\",\"Args\":[\"0.2\"],\"Limit\":5}\n");
  }

  /** Whether its session has begun and nothing of it waits. */
  boolean idle() {
    return idle;
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    if (idle) {
      throw new IllegalStateException("not to be answered: " + text(bytes, from, to));
    }
    idle = true;
  }

  @Override
  protected void closed() {
    if (!idle) {
      throw new IllegalStateException("the frontend closed a connection");
    }
  }
}
