package io.plimsoll.protocol;

/** What a client sends to the frontend. */
public sealed interface ClientMessage extends Message permits Request, Withdraw {}
