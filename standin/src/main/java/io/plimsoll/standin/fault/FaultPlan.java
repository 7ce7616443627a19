package io.plimsoll.standin.fault;

import java.util.List;

/**
 * Everything that goes wrong. Of the rules that match a request, the first that says something of
 * latency, of errors, of resets, of hanging counts for that.
 *
 * @param seed of what is drawn
 */
public record FaultPlan(long seed, List<FaultRule> rules, List<String> stalls) {

  /** A server that does its best. */
  public static final FaultPlan NONE = new FaultPlan(1, List.of(), List.of());

  /**
   * @throws IllegalArgumentException if a stall is none
   */
  public FaultPlan {
    rules = List.copyOf(rules);
    stalls = List.copyOf(stalls);
    stalls.forEach(Stall::parse);
  }
}
