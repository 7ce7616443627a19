package io.plimsoll.replay.schedule;

import java.util.Arrays;

/** A binary heap of whole numbers, least first. */
final class IntHeap {

  private int[] heap = new int[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The least number; there must be one. */
  int first() {
    return heap[0];
  }

  void add(int value) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    int index = size++;
    while (index > 0) {
      int parent = (index - 1) >>> 1;
      if (heap[parent] <= value) {
        break;
      }
      heap[index] = heap[parent];
      index = parent;
    }
    heap[index] = value;
  }

  /** Removes and returns the least number; there must be one. */
  int poll() {
    int least = heap[0];
    int last = heap[--size];
    int index = 0;
    while (2 * index + 1 < size) {
      int child = 2 * index + 1;
      if (child + 1 < size && heap[child + 1] < heap[child]) {
        child++;
      }
      if (last <= heap[child]) {
        break;
      }
      heap[index] = heap[child];
      index = child;
    }
    heap[index] = last;
    return least;
  }
}
