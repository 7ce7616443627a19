package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.WorkItem;

/** How a queue reaches the worker that polls. Called on the queue's thread; must not block. */
public interface WorkerLink {

  /** Hands over an item as the answer to a poll. */
  void give(Poll poll, WorkItem item);

  /** The item of this poll, one runner of a replay, is to start now. */
  void go(Poll poll);

  /**
   * There is no item, and the poll is over.
   *
   * @param empty because the queue is empty
   */
  void nothing(Poll poll, boolean empty, String error);

  /** The item of this poll is no longer wanted: to be stopped, its reply is still expected. */
  void cancel(Poll poll);

  /** The worker broke the protocol in what it sent for this poll: tell it and close. */
  void reject(Poll poll, String error);

  /** The worker took longer than its item may: it counts as vanished. A classic one is closed. */
  void vanished(Poll poll);

  /** Where it connects from, for people. */
  String address();
}
