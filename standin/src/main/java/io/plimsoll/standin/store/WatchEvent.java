package io.plimsoll.standin.store;

import org.jspecify.annotations.Nullable;

/**
 * A change of one object.
 *
 * @param object the object after the change; for a deletion its last state, with a version of its
 *     own
 * @param before the object before the change; null if there was none
 */
public record WatchEvent(Type type, StoredObject object, @Nullable StoredObject before) {

  /** As the wire has them. */
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  long version() {
    return object.version();
  }

  /** What this change is to someone who sees only what {@code selection} takes; null: nothing. */
  public @Nullable Type seenThrough(Selection selection) {
    if (selection.isEverything()) {
      return type;
    }
    boolean now = type != Type.DELETED && selection.test(object);
    boolean then = before != null && selection.test(before);
    if (now) {
      return then ? Type.MODIFIED : Type.ADDED;
    }
    return then ? Type.DELETED : null;
  }
}
