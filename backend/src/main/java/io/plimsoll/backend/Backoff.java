package io.plimsoll.backend;

/**
 * When to ask again after the queue was empty. Pure.
 *
 * @param stepNanos added to the delay with each empty answer in a row; 0 = the backend ends instead
 * @param maxNanos longest delay
 * @param waitNanos how long the frontend parks a work request, 0 = not at all
 */
record Backoff(long stepNanos, long maxNanos, long waitNanos) {

  /**
   * How long a frontend parks a work request of a session: asking anew costs next to nothing, and a
   * work request that got lost on its way is missed no longer.
   */
  private static final long PARKED_NANOS = 30_000_000_000L;

  static Backoff of(BackendConfig config) {
    long stepNanos = config.backoff().toNanos();
    boolean parks = stepNanos > 0 && !config.classic();
    return new Backoff(stepNanos, config.backoffMax().toNanos(), parks ? PARKED_NANOS : 0);
  }

  boolean endsWhenEmpty() {
    return stepNanos == 0;
  }

  /**
   * The delay in nanoseconds after one more empty answer for {@code slot}. None when the frontend
   * has held the work request for its time; when it did not, this keeps us from spinning.
   *
   * @param heldNanos time from asking to the answer
   */
  long afterEmpty(Slot slot, long heldNanos) {
    if (waitNanos > 0 && heldNanos >= waitNanos / 2) {
      slot.empties = 0;
      return 0;
    }
    slot.empties++;
    return slot.empties >= maxNanos / stepNanos ? maxNanos : slot.empties * stepNanos;
  }
}
