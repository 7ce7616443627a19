package io.plimsoll.backend;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An event loop that tells of bugs. Netty would log them, and whoever waits would wait for ever.
 */
final class GuardedLoop {

  private final EventLoop loop;
  private final Consumer<Throwable> crashed;

  GuardedLoop(EventLoop loop, Consumer<Throwable> crashed) {
    this.loop = loop;
    this.crashed = crashed;
  }

  /** The loop itself, for whoever guards its own tasks. */
  EventLoop executor() {
    return loop;
  }

  /** Runs {@code what} now, on the loop already. */
  void run(Runnable what) {
    assert loop.inEventLoop();
    try {
      what.run();
    } catch (RuntimeException | Error bug) {
      crashed.accept(bug);
    }
  }

  /** Runs {@code what} on the loop. May be called from any thread. */
  void execute(Runnable what) {
    loop.execute(() -> run(what));
  }

  void schedule(long delayNanos, Runnable what) {
    loop.schedule(() -> run(what), delayNanos, TimeUnit.NANOSECONDS);
  }

  /** Nanoseconds of the loop's monotonic clock. */
  long now() {
    return loop.ticker().nanoTime();
  }
}
