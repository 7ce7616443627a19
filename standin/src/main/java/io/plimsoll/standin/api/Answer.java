package io.plimsoll.standin.api;

/** What becomes of a request: a reply, or a stream of events. */
public sealed interface Answer permits Reply, Watch {}
