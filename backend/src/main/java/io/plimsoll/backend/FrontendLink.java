package io.plimsoll.backend;

import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.WorkerAnswer;
import io.plimsoll.protocol.WorkerMessage;

/** The way to the frontend, in session or classic mode. Confined to the event loop. */
interface FrontendLink {

  /** Asks for one item, connecting first if need be. The answer comes under {@code id}. */
  void ask(long id);

  /**
   * Takes a work request back that has not been answered.
   *
   * @return whether an answer may still come; false: this work request is forgotten
   */
  boolean takeBack(long id);

  /**
   * Gives back an item that was not begun.
   *
   * @return false: this mode cannot, so the item must be run
   */
  boolean giveBack(long id);

  /** Sends an interim message about an item; a mode that has none sends nothing. */
  void tell(WorkerMessage message);

  /**
   * Sends the reply to the item that answered the work request {@code reply.id()}.
   *
   * @param maxBytes what it is made to fit, in session mode
   */
  void reply(Reply reply, int maxBytes);

  /**
   * Closes so that what was sent is not lost: sends everything, shuts down the sending side, and
   * waits until the frontend has closed, at most {@code boundNanos}.
   *
   * @param closed called once, at once if nothing is open
   */
  void close(long boundNanos, Runnable closed);

  /** What a link tells. Called on the event loop. */
  interface Listener {

    /** A connection to the frontend stands. */
    void reached();

    /** An answer to the work request {@code id}. */
    void answered(long id, WorkerAnswer answer);

    /** The connection of the one work request {@code id} could not be made, or is gone. */
    void lost(long id, String why);

    /** The connection of all work requests could not be made, or is gone. */
    void allLost(String why);

    /** There is no talking to this frontend. */
    void refused(String why);

    /** A bug of ours. */
    void crashed(Throwable bug);
  }
}
