package io.plimsoll.frontend.queue;

/**
 * What one replay queue may do.
 *
 * @param capacity most waiting requests, however many runners each asks for; 0 = unlimited
 * @param graceNanos how much longer than its limit a runner may take before its worker counts as
 *     vanished
 * @param readyNanos how long a worker may take to load its partition
 */
public record ReplayRules(int capacity, long graceNanos, long readyNanos) {}
