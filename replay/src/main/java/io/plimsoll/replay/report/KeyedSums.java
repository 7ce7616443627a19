package io.plimsoll.replay.report;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Sums by key, with a bound on the number of keys; the keys beyond share the sums of a few others.
 *
 * @param <V> a mutable sum
 */
final class KeyedSums<V> {

  /*
   * Which keys stay must not depend on the order in which they come, or merging would not be
   * associative. So those with the smallest hashes stay: what leaves a part would leave the whole
   * too. A hash, since the first in the alphabet would be all GETs and no PATCH.
   */
  private static final Comparator<String> BY_HASH =
      Comparator.comparingInt((String key) -> hash(key)).thenComparing(Comparator.naturalOrder());

  private final int capacity;
  private final Supplier<V> empty;
  private final BiConsumer<V, V> merge;
  private final UnaryOperator<String> otherKey;
  private final Map<String, V> kept = new HashMap<>();
  private final TreeSet<String> order = new TreeSet<>(BY_HASH);
  private final Map<String, V> others = new HashMap<>();

  /**
   * @param merge adds the second sum to the first
   * @param otherKey the shared key of a key that found no room; there must be few
   */
  KeyedSums(
      int capacity, Supplier<V> empty, BiConsumer<V, V> merge, UnaryOperator<String> otherKey) {
    this.capacity = capacity;
    this.empty = empty;
    this.merge = merge;
    this.otherKey = otherKey;
  }

  /** The sum to add to for this key. */
  V of(String key) {
    V value = kept.get(key);
    if (value != null) {
      return value;
    }
    if (kept.size() == capacity) {
      String last = order.last();
      if (BY_HASH.compare(key, last) > 0) {
        return other(otherKey.apply(key));
      }
      order.remove(last);
      V leaves = kept.remove(last);
      if (leaves != null) {
        merge.accept(other(otherKey.apply(last)), leaves);
      }
    }
    V fresh = empty.get();
    kept.put(key, fresh);
    order.add(key);
    return fresh;
  }

  /** The shared sum with this name. */
  V other(String name) {
    return others.computeIfAbsent(name, n -> empty.get());
  }

  void merge(KeyedSums<V> that) {
    that.kept.forEach((key, value) -> merge.accept(of(key), value));
    that.others.forEach((key, value) -> merge.accept(other(key), value));
  }

  /** All sums by key, the shared ones too. */
  SortedMap<String, V> all() {
    SortedMap<String, V> all = new TreeMap<>(kept);
    all.putAll(others);
    return all;
  }

  private static int hash(String key) {
    // Strings that differ in their last characters have close hash codes; this spreads them.
    int hash = key.hashCode() * 0x9E3779B9;
    return hash ^ (hash >>> 15);
  }
}
