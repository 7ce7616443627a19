package io.plimsoll.protocol;

/**
 * The client of a running item has gone or withdrew: stop it ({@code Cancel}, frontend to backend).
 * The backend's reply is still expected.
 *
 * @param id the work request's that was answered by the item
 */
public record CancelItem(long id) implements WorkerAnswer {}
