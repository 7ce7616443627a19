package io.plimsoll.backend;

import io.plimsoll.backend.Poll.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The work requests that are out, by their {@code Id}, and how many there are in each state. */
final class Polls {

  // Not Netty's LongObjectHashMap: numbers in a row are one cluster of its table, and each removal
  // walks to the end of it. With 100,000 slots that takes seconds.
  private final Map<Long, Poll> byId = new HashMap<>();
  private int parked;
  private int lost;
  private long nextId;

  /** A new work request, parked. */
  Poll open(Slot slot, long nowNanos) {
    Poll poll = new Poll(nextId++, slot, nowNanos);
    byId.put(poll.id, poll);
    parked++;
    return poll;
  }

  /** The one that is parked or running under that {@code Id}. */
  @Nullable Poll find(long id) {
    return byId.get(id);
  }

  /** Those that are in that state now; not {@link State#LOST}, which nothing finds any more. */
  List<Poll> in(State state) {
    return byId.values().stream().filter(poll -> poll.state == state).toList();
  }

  int parked() {
    return parked;
  }

  /** How many items run, with a connection to reply on or without. */
  int running() {
    return byId.size() - parked + lost;
  }

  void move(Poll poll, State to) {
    parked -= poll.state == State.PARKED ? 1 : 0;
    lost -= poll.state == State.LOST ? 1 : 0;
    lost += to == State.LOST ? 1 : 0;
    poll.state = to;
    if (to == State.LOST || to == State.OVER) {
      byId.remove(poll.id);
    }
  }
}
