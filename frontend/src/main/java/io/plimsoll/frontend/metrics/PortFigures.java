package io.plimsoll.frontend.metrics;

import java.util.Map;

/**
 * The connections of one queue port.
 *
 * @param port {@code clients} or {@code workers}
 * @param accepted since the start
 * @param open now
 * @param rejected by reason, since the start
 */
public record PortFigures(String port, long accepted, long open, Map<String, Long> rejected) {

  public PortFigures {
    rejected = Map.copyOf(rejected);
  }
}
