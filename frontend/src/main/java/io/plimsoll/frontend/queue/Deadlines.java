package io.plimsoll.frontend.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The polls of one queue that end at a time: a binary heap in which each poll knows its place, so
 * that one can be removed from the middle. A later deadline, the usual case, goes in at no cost.
 */
final class Deadlines {

  /** The {@link #next()} of no deadlines. */
  static final long NONE = Long.MAX_VALUE;

  private static final int ABSENT = -1;

  private @Nullable Poll[] heap = new Poll[16];
  private int size;

  /** The earliest deadline, or {@link #NONE}. */
  long next() {
    return size == 0 ? NONE : at(0).deadlineNanos;
  }

  /** Adds a poll that has no deadline yet. */
  void add(Poll poll, long deadlineNanos) {
    if (poll.heapIndex != ABSENT) {
      throw new IllegalStateException("has a deadline");
    }
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    poll.deadlineNanos = deadlineNanos;
    size++;
    siftUp(size - 1, poll);
  }

  /** Removes a poll, if it has a deadline. */
  void remove(Poll poll) {
    int index = poll.heapIndex;
    if (index == ABSENT) {
      return;
    }
    poll.heapIndex = ABSENT;
    size--;
    Poll moved = at(size);
    heap[size] = null;
    if (index < size) {
      siftDown(index, moved);
      if (moved.heapIndex == index) {
        siftUp(index, moved);
      }
    }
  }

  /** Removes and returns a poll whose deadline is not after {@code now}, or null. */
  @Nullable Poll pollDue(long now) {
    if (size == 0 || at(0).deadlineNanos - now > 0) {
      return null;
    }
    Poll due = at(0);
    remove(due);
    return due;
  }

  private void siftUp(int start, Poll poll) {
    int index = start;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (at(parent).deadlineNanos - poll.deadlineNanos <= 0) {
        break;
      }
      put(index, at(parent));
      index = parent;
    }
    put(index, poll);
  }

  private void siftDown(int start, Poll poll) {
    int index = start;
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && at(child + 1).deadlineNanos - at(child).deadlineNanos < 0) {
        child++;
      }
      if (poll.deadlineNanos - at(child).deadlineNanos <= 0) {
        break;
      }
      put(index, at(child));
      index = child;
    }
    put(index, poll);
  }

  private void put(int index, Poll poll) {
    heap[index] = poll;
    poll.heapIndex = index;
  }

  @SuppressWarnings("NullAway") // Below size there is no null.
  private Poll at(int index) {
    return heap[index];
  }
}
