package io.plimsoll.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** One thread that serves any number of connections and timers, for as long as it is asked to. */
public final class Loop implements AutoCloseable {

  /** Between two looks at the condition that ends the loop. */
  private static final long LOOK_MILLIS = 5;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private record Timer(long atNanos, long number, Runnable action) {}

  private final Selector selector;
  private final Deque<Connection> toFlush = new ArrayDeque<>();
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>(
          Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::number));
  private long timersMade;

  public Loop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Selector selector() {
    return selector;
  }

  /** Calls {@code action} once, after this time. */
  public void after(long nanos, Runnable action) {
    timers.add(new Timer(System.nanoTime() + nanos, timersMade++, action));
  }

  /** What is to be sent leaves at the end of this turn, in one write. */
  void flushLater(Connection connection) {
    toFlush.add(connection);
  }

  /**
   * Serves until {@code done}.
   *
   * @return false if the time was over first
   */
  public boolean runUntil(Duration atMost, BooleanSupplier done) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      turn();
    }
    return true;
  }

  /** Serves for this time. */
  public void run(Duration time) {
    runUntil(time, () -> false);
  }

  private void turn() {
    long now = System.nanoTime();
    Timer first = timers.peek();
    try {
      long left = first == null ? Long.MAX_VALUE : first.atNanos - now;
      if (left > 0) {
        // A millisecond late rather than busy until then.
        long millis = Math.min(LOOK_MILLIS, Math.max(1, left / NANOS_PER_MILLI));
        selector.select(this::ready, millis);
      } else {
        selector.selectNow(this::ready);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    now = System.nanoTime();
    while ((first = timers.peek()) != null && first.atNanos - now <= 0) {
      timers.remove();
      first.action.run();
    }
    Connection next;
    while ((next = toFlush.poll()) != null) {
      next.flush();
    }
  }

  private void ready(SelectionKey key) {
    ((Connection) key.attachment()).ready();
  }

  @Override
  public void close() {
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
