package io.plimsoll.protocol;

/**
 * A client withdraws an outstanding request ({@code Cancel} on the client port).
 *
 * @param id the request's
 */
public record Withdraw(long id) implements ClientMessage {}
