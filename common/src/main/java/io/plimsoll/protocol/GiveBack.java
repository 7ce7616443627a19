package io.plimsoll.protocol;

/**
 * A backend returns an item that it has not begun ({@code Return}).
 *
 * @param id the work request's that was answered by the item
 */
public record GiveBack(long id) implements WorkerMessage {}
