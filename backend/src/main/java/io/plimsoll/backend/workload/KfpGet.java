package io.plimsoll.backend.workload;

import io.netty.util.concurrent.EventExecutor;
import io.plimsoll.kfp.RandomGets;
import io.plimsoll.kfp.RandomGets.Got;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.protocol.Reply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One GET at random. */
final class KfpGet extends KfpWork {

  /** Asks. */
  KfpGet(
      EventExecutor loop,
      RandomGets gets,
      KfpRequest.Get get,
      long limitNanos,
      RunListener listener) {
    super(loop, limitNanos, listener);
    // Never fails: what does is told.
    CompletableFuture<?> unused =
        gets.next(get.kinds()).thenAccept(got -> onLoop(() -> onGot(got)));
  }

  private void onGot(Got got) {
    boolean success = got.error().isEmpty();
    finish(
        new Outcome(
            success ? 0 : Reply.ERROR_RETCODE,
            success ? "" : "kfp: " + got.error(),
            0,
            ranNanos(),
            KfpResult.of(got)));
  }

  @Override
  @Nullable RawJson soFar() {
    return null;
  }

  /** It changes nothing: it may go on. */
  @Override
  CompletableFuture<?> leave() {
    return CompletableFuture.completedFuture(null);
  }
}
