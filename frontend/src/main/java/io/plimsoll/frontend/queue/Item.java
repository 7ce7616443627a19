package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a queue. Made by its client's connection; everything that changes
 * belongs to the queue. In a replay queue each runner of a request is an item of its own as well.
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

  /** In a replay queue: the gang that this request asks for, or that this runner belongs to. */
  @Nullable Gang gang;

  /** Which runner of its gang. */
  int runner;

  /** Whether this runner is ready to start. */
  boolean ready;

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
