package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Progress;
import io.plimsoll.protocol.Reply;

/** How a queue reaches the client of an item. Called on the queue's thread; must not block. */
public interface ClientLink {

  /**
   * The answer to an item: called once for each item that was accepted or refused, unless the queue
   * was told that the client has gone.
   *
   * @param reply with the wait time stamped; its {@code Id} is not the client's
   */
  void answer(Item item, Reply reply);

  /**
   * One runner of a replay has replied, or is lost; not the answer.
   *
   * @param runner which one, from 0
   */
  void runner(Item item, int runner, Reply reply);

  /** An interim message; its {@code Id} is not the client's. */
  void progress(Item item, Progress progress);
}
