package io.plimsoll.bench.load;

import java.util.Arrays;

/**
 * The requests of one session that have no answer yet: each in a slot, whose number is in its Id,
 * so that an answer too many is seen and nothing is allocated.
 */
public final class Outstanding {

  private static final long NONE = -1;

  private final long[] ids;
  private final long[] sinceNanos;
  private final int[] free;
  private int freeSlots;
  private long made;

  /**
   * @param slots most that can be outstanding
   */
  public Outstanding(int slots) {
    ids = new long[slots];
    sinceNanos = new long[slots];
    free = new int[slots];
    Arrays.fill(ids, NONE);
    for (int i = 0; i < slots; i++) {
      free[freeSlots++] = i;
    }
  }

  public boolean hasRoom() {
    return freeSlots > 0;
  }

  public int size() {
    return ids.length - freeSlots;
  }

  /** A new Id. */
  public long add(long nowNanos) {
    int slot = free[--freeSlots];
    long id = made++ * ids.length + slot;
    ids[slot] = id;
    sinceNanos[slot] = nowNanos;
    return id;
  }

  public boolean contains(long id) {
    return id >= 0 && ids[(int) (id % ids.length)] == id;
  }

  /** When an Id was made that is outstanding. */
  public long since(long id) {
    return sinceNanos[(int) (id % ids.length)];
  }

  /** Forgets an Id. Returns whether it was outstanding. */
  public boolean remove(long id) {
    if (!contains(id)) {
      return false;
    }
    int slot = (int) (id % ids.length);
    ids[slot] = NONE;
    free[freeSlots++] = slot;
    return true;
  }

  /** The Id in a slot, or -1. */
  public long inSlot(int slot) {
    return ids[slot];
  }
}
