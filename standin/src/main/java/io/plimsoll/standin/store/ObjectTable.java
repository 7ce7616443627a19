package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of one kind. Guarded by its own monitor. Versions come from a counter that all tables
 * share; since each is taken with the monitor held, a table's changes are in the order of their
 * versions.
 */
public final class ObjectTable {

  /** The character after the slash: what sorts before it and after the slash is the namespace. */
  private static final String AFTER_NAMESPACE = "0";

  /**
   * What a list found.
   *
   * @param version the newest version of the whole store
   * @param next where the next page starts; null if this is the last
   * @param remaining objects after this page; -1 = not known
   */
  public record Page(
      List<StoredObject> items, long version, @Nullable String next, long remaining) {}

  private final ResourceType type;
  private final AtomicLong versions;
  private final TreeMap<String, StoredObject> objects = new TreeMap<>();
  private final History history = new History();
  private final Set<Watcher> watchers = new HashSet<>();

  ObjectTable(ResourceType type, AtomicLong versions) {
    this.type = type;
    this.versions = versions;
  }

  public ResourceType type() {
    return type;
  }

  /**
   * The object of that name.
   *
   * @throws ApiException 404 if there is none
   */
  public StoredObject get(String namespace, String name) {
    StoredObject found = find(namespace, name);
    if (found == null) {
      throw ApiException.notFound(type, name);
    }
    return found;
  }

  public synchronized @Nullable StoredObject find(String namespace, String name) {
    return objects.get(StoredObject.key(namespace, name));
  }

  /**
   * Adds an object, and gives it its version.
   *
   * @throws ApiException 409 if there is one of that name
   */
  synchronized StoredObject add(String namespace, String name, ObjectNode object) {
    String key = StoredObject.key(namespace, name);
    if (objects.containsKey(key)) {
      throw ApiException.alreadyExists(type, name);
    }
    StoredObject added = StoredObject.of(object, versions.incrementAndGet());
    objects.put(key, added);
    publish(new WatchEvent(WatchEvent.Type.ADDED, added, null));
    return added;
  }

  /** Puts {@code next} in the place of {@code expected}; null if that is not there any more. */
  synchronized @Nullable StoredObject replace(StoredObject expected, ObjectNode next) {
    if (!isThere(expected)) {
      return null;
    }
    StoredObject replaced = StoredObject.of(next, versions.incrementAndGet());
    objects.put(expected.key(), replaced);
    publish(new WatchEvent(WatchEvent.Type.MODIFIED, replaced, expected));
    return replaced;
  }

  /** Takes {@code expected} away; null if it is not there any more. */
  synchronized @Nullable StoredObject remove(StoredObject expected, ObjectNode last) {
    if (!isThere(expected)) {
      return null;
    }
    objects.remove(expected.key());
    StoredObject removed = StoredObject.of(last, versions.incrementAndGet());
    publish(new WatchEvent(WatchEvent.Type.DELETED, removed, expected));
    return removed;
  }

  private boolean isThere(StoredObject expected) {
    StoredObject present = objects.get(expected.key());
    return present != null && present.version() == expected.version();
  }

  private void publish(WatchEvent event) {
    history.add(event);
    for (Watcher watcher : watchers) {
      watcher.onEvent(event);
    }
  }

  /**
   * The objects of a selection, by key.
   *
   * @param after the key after which to start; null = at the first
   * @param limit most objects; 0 = all
   */
  public Page list(Selection selection, @Nullable String after, int limit) {
    List<StoredObject> candidates;
    long version;
    synchronized (this) {
      version = versions.get();
      candidates = new ArrayList<>(range(selection.namespace(), after).values());
    }
    // Selectors may have to read objects, which takes longer than a monitor should be held.
    List<StoredObject> items = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      StoredObject object = candidates.get(i);
      if (!selection.test(object)) {
        continue;
      }
      if (limit > 0 && items.size() == limit) {
        String next = items.get(limit - 1).key();
        return new Page(
            items, version, next, selection.hasSelectors() ? -1 : candidates.size() - i);
      }
      items.add(object);
    }
    return new Page(items, version, null, 0);
  }

  private NavigableMap<String, StoredObject> range(
      @Nullable String namespace, @Nullable String after) {
    NavigableMap<String, StoredObject> range = objects;
    if (namespace != null) {
      range = range.subMap(namespace + "/", true, namespace + AFTER_NAMESPACE, false);
    }
    return after == null || (namespace != null && !after.startsWith(namespace + "/"))
        ? range
        : range.tailMap(after, false);
  }

  /**
   * Starts to tell of every change from now on.
   *
   * @return what was there at that moment
   */
  public synchronized Page watch(Selection selection, Watcher watcher) {
    watchers.add(watcher);
    List<StoredObject> there = List.copyOf(range(selection.namespace(), null).values());
    return new Page(there, versions.get(), null, 0);
  }

  /**
   * Tells of every change after {@code version}, first of those that have been.
   *
   * @throws ApiException 410 if they are not known any more
   */
  public synchronized void watch(long version, Watcher watcher) {
    requireKnown(version);
    history.after(version).forEach(watcher::onEvent);
    watchers.add(watcher);
  }

  /** Tells no more. */
  public synchronized void unwatch(Watcher watcher) {
    watchers.remove(watcher);
  }

  /** The newest version of the whole store. */
  public synchronized long version() {
    return versions.get();
  }

  /**
   * Refuses a version that is too old to go on from.
   *
   * @throws ApiException 410
   */
  public synchronized void requireKnown(long version) {
    if (version < history.forgotten()) {
      throw ApiException.expired(
          "too old resource version: " + version + " (" + history.forgotten() + ")");
    }
  }

  synchronized Map<String, StoredObject> snapshot() {
    return Map.copyOf(objects);
  }
}
