package io.plimsoll.protocol;

/**
 * The answer to a work request that brings no item.
 *
 * @param id the work request's; {@link Message#NO_ID} in classic mode, or when the message that is
 *     answered could not be read
 * @param empty true: there is no item because the queue is empty, and asking again makes sense
 * @param error why there is no item; may be empty only if {@code empty} is true
 */
public record NoItem(long id, boolean empty, String error) implements WorkerAnswer {}
