package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Partition;
import java.util.Arrays;

/**
 * What is kept in memory of each request.
 *
 * <p>Arrays of numbers, 33 bytes a request, instead of objects: a million requests must fit beside
 * everything else into a heap of 512 MiB.
 */
final class RequestIndex {

  private static final Verb[] VERBS = Verb.values();

  /** Set in the byte of the verb if the request binds to an object. */
  private static final int BOUND = 0x80;

  /** The bits of the byte that are the verb. */
  private static final int VERB = 0x7f;

  private static final int FIRST_CAPACITY = 1024;

  private long[] timestamps = new long[FIRST_CAPACITY];
  private long[] hashes = new long[FIRST_CAPACITY];
  private long[] offsets = new long[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private byte[] verbs = new byte[FIRST_CAPACITY];
  private int[] objects = {};
  private int size;
  private int objectCount;

  void add(long timestamp, Verb verb, boolean bound, long hash, long offset, int length) {
    if (size == timestamps.length) {
      resize(size + (size >> 1));
    }
    timestamps[size] = timestamp;
    hashes[size] = hash;
    offsets[size] = offset;
    lengths[size] = length;
    verbs[size] = (byte) (Names.code(verb) | (bound ? BOUND : 0));
    size++;
  }

  /** Forgets what belongs to other partitions. */
  void keep(Partition partition) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (partition.holds(hashes[i])) {
        timestamps[kept] = timestamps[i];
        hashes[kept] = hashes[i];
        offsets[kept] = offsets[i];
        lengths[kept] = lengths[i];
        verbs[kept] = verbs[i];
        kept++;
      }
    }
    size = kept;
  }

  /**
   * Numbers the objects and gives back memory that is not needed; nothing is added afterwards. Two
   * objects whose keys have the same hash, less likely than a broken disk, would be kept in order
   * as if they were one.
   */
  void finish() {
    resize(size);
    objects = new int[size];
    ObjectIds ids = new ObjectIds();
    for (int i = 0; i < size; i++) {
      objects[i] = (verbs[i] & BOUND) == 0 ? -1 : ids.idOf(hashes[i]);
    }
    objectCount = ids.size();
    hashes = new long[0];
  }

  int size() {
    return size;
  }

  int objects() {
    return objectCount;
  }

  long timestampMillis(int request) {
    return timestamps[request];
  }

  Verb verb(int request) {
    return VERBS[verbs[request] & VERB];
  }

  int object(int request) {
    return objects[request];
  }

  long offset(int request) {
    return offsets[request];
  }

  int length(int request) {
    return lengths[request];
  }

  private void resize(int capacity) {
    timestamps = Arrays.copyOf(timestamps, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    offsets = Arrays.copyOf(offsets, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
    verbs = Arrays.copyOf(verbs, capacity);
  }
}
