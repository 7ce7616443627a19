package io.plimsoll.replay.schedule;

/**
 * What a schedule must know of the requests: sorted by due time, each known by its index. The
 * answers never change.
 */
public interface Entries {

  /** The {@link #object} of a request that binds to none. */
  int NO_OBJECT = -1;

  /** How many requests there are. */
  int size();

  /** How many objects there are; an object is a number from 0 to below this. */
  int objects();

  /**
   * When request {@code index} is due, in nanoseconds from the start; never less than that of the
   * request before it.
   */
  long dueNanos(int index);

  /** The object that request {@code index} is about, or {@link #NO_OBJECT}. */
  int object(int index);

  /** Whether request {@code index} is a watch, which starts when it is due and never ends. */
  boolean isWatch(int index);
}
