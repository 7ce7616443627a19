package io.plimsoll.standin.kfp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All objects of a kind, in the order of their creation. Not thread-safe. */
final class Shelf<T extends Stored> {

  private final String kind;
  private final int most;
  private final Map<String, T> objects = new LinkedHashMap<>();

  /**
   * @param kind as errors name it
   * @param most objects
   */
  Shelf(String kind, int most) {
    this.kind = kind;
    this.most = most;
  }

  /**
   * That with this id.
   *
   * @throws io.plimsoll.standin.store.ApiException 404 if there is none
   */
  T get(String id) {
    T found = objects.get(id);
    if (found == null) {
      throw KfpErrors.notFound(kind, id);
    }
    return found;
  }

  @Nullable T find(String id) {
    return objects.get(id);
  }

  /**
   * Adds it, or puts it in the place of that with its id.
   *
   * @throws io.plimsoll.standin.store.ApiException 507 if there are too many
   */
  void put(T object) {
    if (objects.size() >= most && !objects.containsKey(object.id())) {
      throw KfpErrors.full(kind, most);
    }
    objects.put(object.id(), object);
  }

  void remove(String id) {
    objects.remove(id);
  }

  Stream<T> all() {
    return objects.values().stream();
  }

  /** Those of a namespace; an empty one has what belongs to nobody in particular. */
  Stream<T> in(String namespace) {
    return all().filter(object -> object.namespace().equals(namespace));
  }

  int size() {
    return objects.size();
  }
}
