package io.plimsoll.frontend.queue;

import java.util.Map;

/**
 * A queue as it was at one instant. Immutable.
 *
 * @param waiting requests that wait
 * @param running items that workers have, also those whose client has left
 * @param abandoned of those running, the ones whose client has left or withdrawn
 * @param workersWaiting parked work requests
 * @param maxima the longest times of the period that was asked for
 */
public record QueueSnapshot(
    String name,
    int waiting,
    int running,
    int abandoned,
    int workersWaiting,
    Counts counts,
    Maxima maxima) {

  /**
   * What was counted since the start.
   *
   * @param accepted requests that were not refused
   * @param success requests whose client got a reply that says success
   * @param failure accepted requests whose client got an error
   * @param disconnect requests whose client left before its answer
   * @param rejected requests refused, by reason; every reason is there
   * @param waits times in the queue at each handing out: an item that comes back counts again
   * @param runs run times that workers replied
   */
  public record Counts(
      long accepted,
      long success,
      long failure,
      long disconnect,
      Map<Rejection, Long> rejected,
      TimeHistogram.Snapshot waits,
      TimeHistogram.Snapshot runs) {

    public Counts {
      rejected = Map.copyOf(rejected);
    }
  }
}
