package io.plimsoll.backend;

import io.plimsoll.backend.workload.Run;
import org.jspecify.annotations.Nullable;

/** One work request, from asking to the reply or to <em>empty</em>. */
final class Poll {

  final long id;
  final Slot slot;
  final long askedNanos;

  /** Set while an item that answered this work request runs. */
  @Nullable Run run;

  /** The connection to reply on is gone. */
  boolean lost;

  Poll(long id, Slot slot, long askedNanos) {
    this.id = id;
    this.slot = slot;
    this.askedNanos = askedNanos;
  }
}
