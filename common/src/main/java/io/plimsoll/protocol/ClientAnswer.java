package io.plimsoll.protocol;

/** What the frontend sends to a client. */
public sealed interface ClientAnswer extends Message permits Reply, RunnerReply, Progress {}
