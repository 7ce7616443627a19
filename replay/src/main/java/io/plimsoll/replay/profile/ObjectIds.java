package io.plimsoll.replay.profile;

/**
 * Numbers 64-bit hashes from 0 in the order they are first seen: an open-addressing table, since a
 * map of objects takes five times the memory.
 */
final class ObjectIds {

  private static final int FIRST_CAPACITY = 1024;

  private long[] hashes = new long[FIRST_CAPACITY];

  /** One more than the id; 0 = a free place. */
  private int[] ids = new int[FIRST_CAPACITY];

  private int size;

  /** The id of a hash, a new one if it was not seen before. */
  int idOf(long hash) {
    int place = place(hash);
    if (ids[place] == 0) {
      if (size >= ids.length / 2) {
        grow();
        place = place(hash);
      }
      hashes[place] = hash;
      ids[place] = ++size;
    }
    return ids[place] - 1;
  }

  int size() {
    return size;
  }

  private int place(long hash) {
    int mask = ids.length - 1;
    // The hash of similar keys differs mostly in its low and middle bits; fold all of it in.
    int place = (int) (hash ^ (hash >>> 32)) & mask;
    while (ids[place] != 0 && hashes[place] != hash) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldIds = ids;
    hashes = new long[oldIds.length * 2];
    ids = new int[oldIds.length * 2];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldIds[i] != 0) {
        int place = place(oldHashes[i]);
        hashes[place] = oldHashes[i];
        ids[place] = oldIds[i];
      }
    }
  }
}
