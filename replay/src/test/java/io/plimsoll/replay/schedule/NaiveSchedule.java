package io.plimsoll.replay.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a schedule should do, written as the rules read: it looks at every request again for every
 * instant.
 */
final class NaiveSchedule {

  private static final long UNKNOWN = Long.MAX_VALUE;

  private final List<Entry> entries;
  private final Order order;
  private final int places;
  private final long[] granted;
  private final long[] ended;
  private final boolean[] handedOut;
  private long settled = -1;

  NaiveSchedule(List<Entry> entries, Order order, int places) {
    this.entries = entries;
    this.order = order;
    this.places = places;
    granted = new long[entries.size()];
    ended = new long[entries.size()];
    handedOut = new boolean[entries.size()];
    Arrays.fill(granted, UNKNOWN);
    Arrays.fill(ended, UNKNOWN);
  }

  List<Start> start(long now) {
    settle(now);
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      if (granted[i] != UNKNOWN && !handedOut[i]) {
        handedOut[i] = true;
        long due = entries.get(i).dueNanos();
        long ready = ready(i);
        starts.add(new Start(i, ready - due, granted[i] - ready, now - granted[i]));
      }
    }
    return starts;
  }

  void ended(int index, long now) {
    settle(now);
    ended[index] = now;
    at(now);
  }

  /** Grants what can be granted at each instant at which something became due, up to now. */
  private void settle(long now) {
    entries.stream()
        .mapToLong(Entry::dueNanos)
        .filter(t -> t > settled && t < now)
        .distinct()
        .forEach(this::at);
    at(now);
    settled = now;
  }

  private void at(long now) {
    for (int i = 0; i < entries.size(); i++) {
      if (granted[i] == UNKNOWN && ready(i) <= now) {
        if (entries.get(i).watch()) {
          granted[i] = ready(i);
        } else if (inFlight() < places) {
          granted[i] = now;
        }
      }
    }
  }

  private long inFlight() {
    long count = 0;
    for (int i = 0; i < entries.size(); i++) {
      if (!entries.get(i).watch() && granted[i] != UNKNOWN && ended[i] == UNKNOWN) {
        count++;
      }
    }
    return count;
  }

  private long ready(int index) {
    Entry entry = entries.get(index);
    if (order == Order.NONE || entry.object() == Entries.NO_OBJECT) {
      return entry.dueNanos();
    }
    for (int before = index - 1; before >= 0; before--) {
      if (entries.get(before).object() == entry.object()) {
        return ended[before] == UNKNOWN ? UNKNOWN : Math.max(entry.dueNanos(), ended[before]);
      }
    }
    return entry.dueNanos();
  }
}
