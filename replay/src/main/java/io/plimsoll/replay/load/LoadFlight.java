package io.plimsoll.replay.load;

import io.plimsoll.replay.execute.ApiCall;
import io.plimsoll.replay.report.RequestError;
import io.plimsoll.replay.report.RequestOutcome;
import io.plimsoll.replay.report.RequestResult;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of a load from its start to its end, with all its tries. It belongs to the thread of
 * the run; the event loop of its connection only looks for the bookmark and hands over the end.
 */
final class LoadFlight implements ApiCall.Listener {

  private static final RequestError NO_BOOKMARK =
      new RequestError("unknown", 0, "stream ended before its initial events did");

  final LoadCall load;

  /** Which request of the sequence it is, from 0. */
  final long index;

  private final Consumer<LoadFlight> handover;
  final long dueNanos;
  private final long heldByClientsNanos;

  /** When it got its place in flight, on the clock of the run. */
  private final long startNanos;

  /** How long it then waited for the request that must have ended before. */
  private long heldByOrderNanos;

  /** When the current try was handed to the client, on the clock of the run. */
  long tryNanos;

  /** Tries so far. */
  int tries;

  /** The run is done with it. */
  boolean recorded;

  private final BookmarkFinder bookmark = new BookmarkFinder();
  private volatile boolean bookmarkSeen;
  private @Nullable ApiCall call;
  private long receivedBytes;
  private long firstSentNanos = -1;

  LoadFlight(
      LoadCall load,
      long index,
      long dueNanos,
      long freeSinceNanos,
      long startNanos,
      Consumer<LoadFlight> handover) {
    this.load = load;
    this.index = index;
    this.dueNanos = dueNanos;
    this.startNanos = startNanos;
    this.handover = handover;
    heldByClientsNanos = Math.max(0, Math.min(freeSinceNanos, startNanos) - dueNanos);
  }

  @Override
  public boolean wantsBody() {
    return load.untilBookmark();
  }

  @Override
  public void onBody(ApiCall streaming, byte[] bytes) {
    if (!bookmarkSeen && bookmark.find(bytes)) {
      bookmarkSeen = true;
      streaming.cancel();
    }
  }

  @Override
  public void onEnd(ApiCall ended) {
    handover.accept(this);
  }

  /**
   * A try is handed to the client.
   *
   * @param freeNanos since when nothing was in its way
   */
  void sent(ApiCall started, long freeNanos, long nowNanos) {
    call = started;
    if (tries == 0) {
      heldByOrderNanos = Math.max(0, Math.min(freeNanos, nowNanos) - startNanos);
    }
    tryNanos = nowNanos;
    tries++;
  }

  ApiCall call() {
    if (call == null) {
      throw new IllegalStateException("not sent");
    }
    return call;
  }

  /** A try has ended; takes note of what the last one will not tell. */
  void tryEnded(long zeroNanos) {
    receivedBytes += call().receivedBytes();
    if (firstSentNanos < 0) {
      firstSentNanos = Math.max(startNanos, call().sentNanos() - zeroNanos);
    }
  }

  /** What became of it; the last try has ended. */
  RequestResult result(long zeroNanos) {
    ApiCall last = call();
    RequestError error = last.error();
    if (error == null && last.status() >= 400) {
      error = new RequestError("http", last.status(), "status " + last.status());
    }
    if (error == null && load.untilBookmark() && !bookmarkSeen && !last.isCancelled()) {
      error = NO_BOOKMARK;
    }
    boolean cancelled = last.isCancelled() && !bookmarkSeen;
    return result(
        cancelled
            ? RequestOutcome.CANCELLED
            : error != null ? RequestOutcome.FAILED : RequestOutcome.SUCCEEDED,
        Math.max(firstSentNanos, last.endNanos() - zeroNanos),
        last.status(),
        cancelled ? null : error);
  }

  /** As cancelled at that time; the call has not ended. */
  RequestResult cancelled(long nowNanos) {
    return result(RequestOutcome.CANCELLED, Math.max(nowNanos, firstSentNanos), 0, null);
  }

  private RequestResult result(
      RequestOutcome outcome, long endNanos, int status, @Nullable RequestError error) {
    // What the client's own threads take until they send is the generator's, not the server's.
    long sentNanos = firstSentNanos < 0 ? startNanos + heldByOrderNanos : firstSentNanos;
    return new RequestResult(
        load.request().urlKey(),
        load.request().url(),
        outcome,
        dueNanos,
        sentNanos,
        Math.max(sentNanos, endNanos),
        status,
        receivedBytes,
        false,
        false,
        heldByOrderNanos,
        heldByClientsNanos,
        Math.max(0, sentNanos - dueNanos - heldByClientsNanos - heldByOrderNanos),
        error);
  }
}
