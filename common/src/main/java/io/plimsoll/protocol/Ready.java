package io.plimsoll.protocol;

/**
 * A backend has loaded its partition of a replay and is connected: it waits for {@link Go} ({@code
 * Ready}).
 *
 * @param id the work request's that was answered by the item
 */
public record Ready(long id) implements WorkerMessage {}
