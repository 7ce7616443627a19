package io.plimsoll.replay.execute;

import io.plimsoll.replay.schedule.Entries;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Checks that requests on the same object do not overlap, on its own account: the schedule, which
 * is to see to that, is not asked.
 */
final class OrderCheck {

  private static final int NONE = -1;

  /** The request before this one on the same object, NONE if there is none. */
  private final int[] predecessor;

  private final BitSet ended;

  OrderCheck(Entries entries) {
    predecessor = new int[entries.size()];
    ended = new BitSet(entries.size());
    int[] last = new int[entries.objects()];
    Arrays.fill(last, NONE);
    for (int index = 0; index < predecessor.length; index++) {
      int object = entries.isWatch(index) ? Entries.NO_OBJECT : entries.object(index);
      predecessor[index] = object == Entries.NO_OBJECT ? NONE : last[object];
      if (object != Entries.NO_OBJECT) {
        last[object] = index;
      }
    }
  }

  /** Whether a request starts before its predecessor has ended. */
  boolean violatedBy(int index) {
    return predecessor[index] != NONE && !ended.get(predecessor[index]);
  }

  void ended(int index) {
    ended.set(index);
  }
}
