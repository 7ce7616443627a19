package io.plimsoll.bench.compare;

import io.netty.buffer.ByteBuf;
import io.plimsoll.wire.Transport;

/**
 * Sends every line back: what one exchange costs, without a worker.
 *
 * <pre>
 * Echo PORT
 * </pre>
 */
final class Echo extends LinePeer {

  /** Serves until its process is ended. */
  public static void main(String[] args) throws InterruptedException {
    Transport transport = Transport.start("echo", 1);
    Hub.listen(transport, Integer.parseInt(args[0]), Echo::new).closeFuture().sync();
  }

  @Override
  void connected() {}

  @Override
  void line(ByteBuf in, int from, int end) {
    send(in, from, end + 1 - from);
  }

  @Override
  void ended(String why) {}
}
