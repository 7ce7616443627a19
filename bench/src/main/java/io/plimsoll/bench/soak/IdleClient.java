package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.Connection;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.bench.load.Pace;
import java.net.InetSocketAddress;

/** A session without requests, which nobody may end but itself. */
final class IdleClient extends Connection {

  private final Soak soak;
  private boolean leaving;

  /** Connects; a session begins with a request, here one that no queue takes. */
  IdleClient(Loop loop, InetSocketAddress to, Soak soak) {
    super(loop, to, Pace.FULL);
    this.soak = soak;
    send("{\"KeepAlive\":true,\"Id\":0,\"Queue\":\"no-such-queue\"}\n");
  }

  void leave() {
    leaving = true;
    close();
  }

  @Override
  protected void object(byte[] bytes, int from, int to) {
    // That there is no such queue.
  }

  @Override
  protected void closed() {
    if (!leaving) {
      soak.idleLost();
    }
  }
}
