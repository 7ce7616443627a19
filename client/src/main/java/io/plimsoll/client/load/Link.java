package io.plimsoll.client.load;

import io.plimsoll.cli.CommandException;
import org.jspecify.annotations.Nullable;

/** The way to the frontend. Confined to the load's event loop, where it calls its owner back. */
interface Link {

  /** So many requests may be outstanding from now on. */
  void expect(int requests);

  /**
   * Connects before there is something to send. Called again with each {@link LinkOwner#ready()}
   * until it is done.
   *
   * @return whether there is nothing more to wait for
   */
  boolean open();

  /**
   * Sends a request if that is possible now.
   *
   * @param dueNanos when its start was due; comes back with its end
   * @return false if not: {@link LinkOwner#ready()} says when to try again
   */
  boolean send(long dueNanos);

  /** Whether there is a connection; with one a request, whether the last could be made. */
  boolean connected();

  /** Why a load that ends now has lost the frontend; null if it has not. */
  @Nullable CommandException gone();

  /** Takes back what is outstanding, which the owner is not told of. {@link #close()} follows. */
  void withdraw();

  /** Closes every connection. The owner is not called any more. */
  void close();
}
