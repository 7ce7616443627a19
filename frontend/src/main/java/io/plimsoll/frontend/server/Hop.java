package io.plimsoll.frontend.server;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;

/** From one event loop to another. */
final class Hop {

  private Hop() {}

  /**
   * Runs {@code action} on {@code loop}: now if this is it. After the loops have ended, with the
   * frontend, nothing is run: there is nobody left to tell.
   */
  static void to(EventExecutor loop, Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
      return;
    }
    try {
      loop.execute(action);
    } catch (RejectedExecutionException frontendHasEnded) {
      // See above.
    }
  }
}
