package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;

/**
 * A queue of either kind, as whoever owns it sees it: what clients and workers did goes in, and
 * every accepted request is answered exactly once.
 *
 * <p>Pure: {@code now} is nanoseconds of a monotonic clock that never goes back from call to call.
 * Whoever owns the queue calls {@link #expire} when {@link #nextDeadlineNanos} has come.
 */
public sealed interface RequestQueue permits WorkQueue, ReplayQueue {

  /** As clients and workers name it. */
  String name();

  /** What it has counted, and who is there. */
  QueueFigures figures();

  // Clients

  /** A request arrives: it is handed out, or waits, or is refused. */
  void add(Item item, long now);

  /**
   * The client withdraws a request; it is answered with an error, unless it was answered before.
   */
  void withdraw(Item item, long now);

  /** The client of a request has gone. Nothing can be told to it any more. */
  void clientGone(Item item, long now);

  // Workers

  /** A worker asks: it gets an item, or waits, or is told that there is none. */
  void ask(Poll poll, long now);

  /** A worker takes a parked poll back; one that has an item, or is over, stays as it is. */
  void takeBack(Poll poll, long now);

  /** A worker returns an item that it has not begun. */
  void giveBack(Poll poll, long now);

  /** A worker is ready to start; means nothing unless it is waited for. */
  void ready(Poll poll, long now);

  /** A worker's reply; its wait time is stamped here. */
  void reply(Poll poll, Reply reply, long now);

  /** A worker's interim message. */
  void progress(Poll poll, Progress progress, long now);

  /** A worker has gone: its parked polls with it, and what becomes of its item is decided. */
  void workerGone(Poll poll, long now);

  /** A worker sent something that is no reply: its item fails. */
  void invalidReply(Poll poll, String why, long now);

  // Time

  /** When {@link #expire} is to be called next; {@link Long#MAX_VALUE} = there is no need. */
  long nextDeadlineNanos();

  /** Ends what has waited or run for too long. */
  void expire(long now);

  // The end

  /**
   * From now on requests are refused; those that wait are answered with the same error. Classic
   * polls are told that the queue is empty, since their workers wait for an object; session workers
   * see their connection end, which is what they retry on.
   */
  void close(String why, long now);

  /** Answers what still runs with an error. */
  void abandonRunning(String why, long now);

  /** Items that workers have, also those whose client has left. */
  int running();
}
