package io.plimsoll.kfp;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Futures that somebody waits for, which all end when this is closed. Thread-safe. */
final class Pending implements AutoCloseable {

  private final Map<Long, CompletableFuture<?>> futures = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile boolean closed;

  /** A new one; it has failed already if this is closed. */
  <T> CompletableFuture<T> add() {
    CompletableFuture<T> future = new CompletableFuture<>();
    Long number = numbers.getAndIncrement();
    futures.put(number, future);
    future.whenComplete((result, failure) -> futures.remove(number));
    if (closed) {
      end(future);
    }
    return future;
  }

  @Override
  public void close() {
    closed = true;
    futures.values().forEach(Pending::end);
  }

  private static void end(CompletableFuture<?> future) {
    future.completeExceptionally(new KfpException(KfpException.NO_ANSWER, "closed meanwhile"));
  }
}
