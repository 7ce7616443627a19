package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import io.plimsoll.protocol.Reply;

/** What a {@link Link} tells its owner, on the load's event loop. */
interface LinkOwner {

  /** It may be possible to send again. */
  void ready();

  /** A request was answered: exactly one of this and {@link #lost} is called for each. */
  void answered(long dueNanos, Reply reply);

  /** A request is over without an answer. {@link #ready()} or {@link #broken} follows. */
  void lost(long dueNanos, String why);

  /** It is over: the frontend is gone, or not of the kind that was expected. */
  void broken(CommandException why);
}
