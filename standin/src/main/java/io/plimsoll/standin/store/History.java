package io.plimsoll.standin.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes of one kind, for watches that start in the past. Guarded by its table. */
final class History {

  /** As much as Kubernetes' own watch cache keeps of a busy kind. */
  static final int MAX_EVENTS = 10_000;

  /** Large objects that change fast must not fill the heap: some hundreds of the largest. */
  private static final long MAX_BYTES = 64L << 20;

  private final Deque<WatchEvent> events = new ArrayDeque<>();
  private long bytes;
  private long forgotten;

  void add(WatchEvent event) {
    events.addLast(event);
    bytes += event.object().json().length;
    while (events.size() > MAX_EVENTS || bytes > MAX_BYTES) {
      WatchEvent oldest = events.removeFirst();
      bytes -= oldest.object().json().length;
      forgotten = oldest.version();
    }
  }

  /** The newest version of which what came after it is no longer known in full; 0 = none. */
  long forgotten() {
    return forgotten;
  }

  /** What came after {@code version}, which must not be older than {@link #forgotten()}. */
  List<WatchEvent> after(long version) {
    return events.stream().filter(event -> event.version() > version).toList();
  }
}
