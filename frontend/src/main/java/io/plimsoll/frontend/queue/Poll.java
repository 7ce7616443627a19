package io.plimsoll.frontend.queue;

import io.plimsoll.protocol.WorkRequest;
import org.jspecify.annotations.Nullable;

/**
 * One work request of a worker, from asking to the reply for the item that answered it, or to
 * <em>empty</em>. Made by its worker's connection; everything that changes belongs to the queue.
 */
public final class Poll extends Fifo.Node<Poll> {

  enum State {
    NEW,
    PARKED,
    GIVEN,
    /** Took too long: its item is dealt with, its reply will be thrown away. */
    OVERDUE,
    DONE
  }

  private final WorkerLink worker;
  private final WorkRequest request;
  private final boolean session;

  State state = State.NEW;
  @Nullable Item item;
  long sinceNanos;
  long deadlineNanos;
  int heapIndex = -1;

  /**
   * @param session false for a classic worker, which takes short items only
   */
  public Poll(WorkerLink worker, WorkRequest request, boolean session) {
    this.worker = worker;
    this.request = request;
    this.session = session;
  }

  public WorkerLink worker() {
    return worker;
  }

  public WorkRequest request() {
    return request;
  }

  boolean session() {
    return session;
  }

  /** Pod and node for people, or the address of a worker that tells neither. */
  String who() {
    if (request.pod().isEmpty() && request.node().isEmpty()) {
      return "worker at " + worker.address();
    }
    return "pod '" + request.pod() + "' on node '" + request.node() + "'";
  }
}
