package io.plimsoll.client.load;

import io.plimsoll.protocol.Reply;

/**
 * How long a slot waits after its request was refused at once, because the queue is full or the
 * frontend shuts down: without that, a closed load would do nothing but ask and be refused. Pure.
 * Confined to the load's event loop.
 */
final class Refusals {

  /** Short beside a human's patience, long beside the microseconds that a refusal takes. */
  static final long SHORTEST_NANOS = 10_000_000L;

  /** A frontend that takes requests again is seen to within a second. */
  static final long LONGEST_NANOS = 1_000_000_000L;

  private long nextNanos = SHORTEST_NANOS;

  /** Whether the frontend refused the request itself: no worker had it, and it never waited. */
  static boolean isRefusal(Reply reply) {
    return reply.failed()
        && reply.node().isEmpty()
        && reply.runSeconds() == 0
        && reply.waitSeconds() == 0;
  }

  /** One more in a row, over the whole load: nanoseconds to wait before the next start. */
  long refused() {
    long nanos = nextNanos;
    nextNanos = Math.min(LONGEST_NANOS, nanos * 2);
    return nanos;
  }

  /** A worker had a request: the row is over. */
  void served() {
    nextNanos = SHORTEST_NANOS;
  }
}
