package io.plimsoll.bench.compare;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Who asks when, in one run: the next request follows the answer, until the run ends. Lives on one
 * event loop.
 */
final class Turns {

  private final EventLoop loop;
  private final Meter meter;
  private final long pauseMicros;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private int outstanding;
  private boolean ending;

  Turns(EventLoop loop, Meter meter, long pauseMicros) {
    this.loop = loop;
    this.meter = meter;
    this.pauseMicros = pauseMicros;
  }

  /** A request goes out. */
  void asked() {
    outstanding++;
  }

  /**
   * An answer is there.
   *
   * @param ask sends the next request of the same slot; called later if there is a pause
   * @return whether the next request is due at once
   */
  boolean answered(long latencyNanos, Runnable ask) {
    outstanding--;
    meter.answered(latencyNanos);
    if (ending) {
      endWhenDone();
      return false;
    }
    if (pauseMicros > 0) {
      loop.schedule(() -> askUnlessEnding(ask), pauseMicros, TimeUnit.MICROSECONDS);
      return false;
    }
    return true;
  }

  /** Something is not as it should be: the run is worth nothing. */
  void failed(String why) {
    ended.completeExceptionally(new IllegalStateException(why));
  }

  /** No more requests. The future completes when every request is answered. From any thread. */
  CompletableFuture<Void> end() {
    loop.execute(
        () -> {
          ending = true;
          endWhenDone();
        });
    return ended;
  }

  private void askUnlessEnding(Runnable ask) {
    if (!ending) {
      ask.run();
    }
  }

  private void endWhenDone() {
    if (outstanding == 0) {
      ended.complete(null);
    }
  }
}
