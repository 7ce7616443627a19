package io.plimsoll.protocol;

/**
 * Every runner of a replay is ready: start now ({@code Go}, frontend to backend).
 *
 * @param id the work request's that was answered by the item
 */
public record Go(long id) implements WorkerAnswer {}
