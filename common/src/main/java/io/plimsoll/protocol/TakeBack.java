package io.plimsoll.protocol;

/**
 * A backend takes a parked work request back ({@code Cancel} on the worker port).
 *
 * @param id the work request's
 */
public record TakeBack(long id) implements WorkerMessage {}
