package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress.Phase;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Tells clients how far their replays are: a new phase at once, what changes within it only so
 * often, and the last change always.
 */
final class ProgressFeed {

  /** Between two messages while workers are gathered: people wait for those. */
  static final long GATHERING_NANOS = 2_000_000_000L;

  /** Between two messages of any other phase. */
  static final long RUNNING_NANOS = 1_000_000_000L;

  private final Set<Gang> changed = new LinkedHashSet<>();
  private final ToIntFunction<Gang> workersThere;
  private long next = Deadlines.NONE;

  /**
   * @param workersThere how many workers are parked for a gang
   */
  ProgressFeed(ToIntFunction<Gang> workersThere) {
    this.workersThere = workersThere;
  }

  /** A gang is in a new phase. */
  void phase(Gang gang, long now) {
    forget(gang);
    tell(gang, now);
  }

  /** Something has changed within a gang's phase. */
  void changed(Gang gang, long now) {
    long due = dueNanos(gang);
    if (now - due >= 0) {
      phase(gang, now);
    } else if (changed.add(gang)) {
      next = earlier(next, due);
    }
  }

  /** There is nothing more to tell of a gang. */
  void forget(Gang gang) {
    changed.remove(gang);
    if (changed.isEmpty()) {
      next = Deadlines.NONE;
    }
  }

  /** When {@link #expire} may have something to tell; {@link Deadlines#NONE} = never. */
  long nextDeadlineNanos() {
    return next;
  }

  void expire(long now) {
    if (next == Deadlines.NONE || now - next < 0) {
      return;
    }
    next = Deadlines.NONE;
    for (Iterator<Gang> all = changed.iterator(); all.hasNext(); ) {
      Gang gang = all.next();
      long due = dueNanos(gang);
      if (now - due >= 0) {
        all.remove();
        tell(gang, now);
      } else {
        next = earlier(next, due);
      }
    }
  }

  private void tell(Gang gang, long now) {
    gang.toldNanos = now;
    gang.tell(workersThere.applyAsInt(gang));
  }

  private static long dueNanos(Gang gang) {
    return gang.toldNanos + (gang.phase() == Phase.GATHERING ? GATHERING_NANOS : RUNNING_NANOS);
  }

  private static long earlier(long a, long b) {
    return a == Deadlines.NONE ? b : Math.min(a, b);
  }
}
