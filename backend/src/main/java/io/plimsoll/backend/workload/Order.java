package io.plimsoll.backend.workload;

import java.util.List;

/**
 * What one run is to do.
 *
 * @param args the command line's arguments followed by the request's, {@code FILENAME} replaced
 * @param limitNanos longest run time, 0 = none; of a partition from {@link Run#go()} on
 * @param runner which partition of a replay, from 0
 * @param runners of how many; 0 = it is not one of several
 * @param device of the slot; empty if it has none
 */
public record Order(List<String> args, long limitNanos, int runner, int runners, String device) {

  public Order {
    args = List.copyOf(args);
  }

  /** All the work there is, with nobody to wait for. */
  public Order(List<String> args, long limitNanos) {
    this(args, limitNanos, 0, 0, "");
  }
}
