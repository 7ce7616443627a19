package io.plimsoll.backend.workload;

import java.util.List;

/**
 * What one run is to do.
 *
 * @param args the command line's arguments followed by the request's, {@code FILENAME} replaced
 * @param limitNanos longest run time, 0 = none
 */
public record Order(List<String> args, long limitNanos) {

  public Order {
    args = List.copyOf(args);
  }
}
