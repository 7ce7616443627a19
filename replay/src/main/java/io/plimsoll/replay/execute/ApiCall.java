package io.plimsoll.replay.execute;

import io.plimsoll.replay.report.RequestError;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way, and then what became of it. It belongs to the event loop of its
 * connection until it has ended; then its listener may hand it to any thread. All times are those
 * of the client's clock.
 */
public final class ApiCall {

  /** Hears of a call, on its event loop. */
  public interface Listener {

    /** The head of the response is there. */
    default void onHead(ApiCall call) {}

    /** Whether it wants to see the body, which otherwise is only counted. */
    default boolean wantsBody() {
      return false;
    }

    /** More of the body is there, if it is wanted. */
    default void onBody(ApiCall call, byte[] bytes) {}

    /** It has ended, one way or the other. Called exactly once, and last. */
    void onEnd(ApiCall call);
  }

  private final ApiRequest request;
  private final Lane lane;
  private final Listener listener;

  /** Written by the event loop only; a watch is asked for it while it goes on. */
  private final AtomicLong receivedBytes = new AtomicLong();

  private long sentNanos;
  private long headNanos;
  private long endNanos;
  private int status;
  private @Nullable String retryAfter;
  private boolean ended;
  private boolean cancelled;
  private @Nullable RequestError error;
  private @Nullable HttpClientRequest exchange;

  ApiCall(ApiRequest request, Lane lane, Listener listener) {
    this.request = request;
    this.lane = lane;
    this.listener = listener;
  }

  /** What was asked. Any thread. */
  public ApiRequest request() {
    return request;
  }

  /** When it was sent, or would have been if there had been a connection. */
  public long sentNanos() {
    return sentNanos;
  }

  /** When the head of the response was there; only if there is a {@link #status()}. */
  public long headNanos() {
    return headNanos;
  }

  /** When the response was complete, or whatever else ended it. */
  public long endNanos() {
    return endNanos;
  }

  /** HTTP status, 0 while there is none. */
  public int status() {
    return status;
  }

  /** The header {@code Retry-After}, null if there is none. */
  public @Nullable String retryAfter() {
    return retryAfter;
  }

  /** Bytes of the body so far. Any thread. */
  public long receivedBytes() {
    return receivedBytes.get();
  }

  /** Whether {@link #cancel()} ended it. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** What kept it from being answered in full; null if nothing did, or if it was cancelled. */
  public @Nullable RequestError error() {
    return error;
  }

  /**
   * Ends it if it has not ended yet, and frees its stream, or closes its connection where that is
   * the only way. Any thread.
   */
  public void cancel() {
    lane.run(
        () -> {
          if (!ended) {
            cancelled = true;
            abort();
          }
        });
  }

  /** As {@link #cancel()}, but it counts as timed out. Any thread. */
  public void timeOut() {
    lane.run(
        () -> {
          if (!ended) {
            error = Failures.TIMEOUT;
            abort();
          }
        });
  }

  private void abort() {
    HttpClientRequest running = exchange;
    end();
    if (running != null) {
      lane.reset(running);
    }
  }

  boolean hasEnded() {
    return ended;
  }

  void sent() {
    sentNanos = lane.nanoTime();
  }

  void exchange(HttpClientRequest running) {
    exchange = running;
  }

  void head(int code, @Nullable String retryAfterHeader) {
    if (!ended) {
      status = code;
      retryAfter = retryAfterHeader;
      headNanos = lane.nanoTime();
      listener.onHead(this);
    }
  }

  void received(Buffer bytes) {
    receivedBytes.lazySet(receivedBytes.get() + bytes.length());
    if (!ended && listener.wantsBody()) {
      listener.onBody(this, bytes.getBytes());
    }
  }

  void fail(Throwable failure) {
    if (!ended) {
      error = Failures.of(failure);
      end();
    }
  }

  void end() {
    if (!ended) {
      ended = true;
      endNanos = lane.nanoTime();
      exchange = null;
      lane.ended();
      listener.onEnd(this);
    }
  }
}
