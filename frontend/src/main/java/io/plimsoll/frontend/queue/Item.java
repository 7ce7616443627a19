package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a queue. Made by its client's connection; everything that changes
 * belongs to the queue.
 */
public final class Item extends Fifo.Node<Item> {

  enum State {
    NEW,
    WAITING,
    RUNNING,
    /** Runs, but its client has left or withdrawn and is dealt with. */
    ABANDONED,
    DONE
  }

  private final ClientLink client;
  private final Request request;
  private final boolean fitsClassic;

  State state = State.NEW;
  int deliveries;
  long waitingSinceNanos;
  long waitedNanos;
  @Nullable Poll poll;

  /**
   * @param fitsClassic whether it can be handed to a classic worker
   */
  public Item(ClientLink client, Request request, boolean fitsClassic) {
    this.client = client;
    this.request = request;
    this.fitsClassic = fitsClassic;
  }

  public ClientLink client() {
    return client;
  }

  public Request request() {
    return request;
  }

  boolean fitsClassic() {
    return fitsClassic;
  }
}
