package io.plimsoll.kfp;

import java.time.Instant;

/**
 * One entry of a run's history.
 *
 * @param state that it got into
 * @param at when, by the server's clock
 */
public record StateChange(RunState state, Instant at) {}
