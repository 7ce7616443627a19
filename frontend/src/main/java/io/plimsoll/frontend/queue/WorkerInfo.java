package io.plimsoll.frontend.queue;

/**
 * One work request at one instant: a parked one, or one whose item runs.
 *
 * @param address where the worker connects from
 * @param pod as the worker says; empty when it does not
 * @param node as the worker says; empty when it does not
 * @param running false while parked
 * @param sinceNanos how long it has been parked or has had its item
 */
public record WorkerInfo(
    String queue, String address, String pod, String node, boolean running, long sinceNanos) {}
