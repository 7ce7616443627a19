package io.plimsoll.frontend.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out, with removal from the middle in constant time: the links are in the
 * elements, so an element is in one list at most.
 */
final class Fifo<T extends Fifo.Node<T>> {

  /** An element of a list. */
  abstract static class Node<T extends Node<T>> {
    private @Nullable T before;
    private @Nullable T after;
    private @Nullable Fifo<T> list;

    /** Order of arrival: lower came first. Set once, when the element first enters a queue. */
    long arrival;
  }

  private @Nullable T first;
  private @Nullable T last;
  private int size;

  int size() {
    return size;
  }

  /** The oldest, or null. */
  @Nullable T peek() {
    return first;
  }

  /** Appends an element that is the newest. */
  void add(T element) {
    insertAfter(last, element);
  }

  /**
   * Puts an element where its arrival belongs: one that was here before, so the search from the
   * head is short.
   */
  void restore(T element) {
    T successor = first;
    while (successor != null && node(successor).arrival < node(element).arrival) {
      successor = node(successor).after;
    }
    insertAfter(successor == null ? last : node(successor).before, element);
  }

  /** Removes an element that is in this list. */
  void remove(T element) {
    Node<T> node = node(element);
    if (node.list != this) {
      throw new IllegalStateException("not in this list");
    }
    if (node.before == null) {
      first = node.after;
    } else {
      node(node.before).after = node.after;
    }
    if (node.after == null) {
      last = node.before;
    } else {
      node(node.after).before = node.before;
    }
    node.before = null;
    node.after = null;
    node.list = null;
    size--;
  }

  /** Calls {@code action} for each, oldest first; it may remove the element it is called with. */
  void forEach(Consumer<T> action) {
    T next = first;
    while (next != null) {
      T element = next;
      next = node(element).after;
      action.accept(element);
    }
  }

  /** Whichever of two came first; the other if one is null. */
  static <T extends Node<T>> @Nullable T older(@Nullable T a, @Nullable T b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return node(a).arrival < node(b).arrival ? a : b;
  }

  private void insertAfter(@Nullable T predecessor, T element) {
    Node<T> node = node(element);
    if (node.list != null) {
      throw new IllegalStateException("already in a list");
    }
    node.list = this;
    node.before = predecessor;
    node.after = predecessor == null ? first : node(predecessor).after;
    if (node.before == null) {
      first = element;
    } else {
      node(node.before).after = element;
    }
    if (node.after == null) {
      last = element;
    } else {
      node(node.after).before = element;
    }
    size++;
  }

  /** The private links of an element are seen only through its base type. */
  private static <T extends Node<T>> Node<T> node(T element) {
    return element;
  }
}
