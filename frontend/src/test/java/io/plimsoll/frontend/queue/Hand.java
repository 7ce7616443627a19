package io.plimsoll.frontend.queue;

import org.jspecify.annotations.Nullable;

/** A poll as {@link QueueModel} sees it. */
final class Hand {

  enum Doing {
    PARKED,
    AT_WORK,
    OVERDUE,
    OVER
  }

  final String name;
  final boolean session;
  Doing doing = Doing.PARKED;
  long deadline;
  long since;
  @Nullable Job job;

  Hand(String name, boolean session, long deadline) {
    this.name = name;
    this.session = session;
    this.deadline = deadline;
  }
}
