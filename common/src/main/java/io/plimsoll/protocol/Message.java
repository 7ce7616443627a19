package io.plimsoll.protocol;

/** Anything that crosses the wire, in either direction on either port. */
public sealed interface Message permits ClientMessage, ClientAnswer, WorkerMessage, WorkerAnswer {

  /** The {@link #id()} of a message that carries none: every classic message. */
  long NO_ID = -1;

  /** {@code Id}: 0 to {@link Limits#MAX_ID}, or {@link #NO_ID}. */
  long id();
}
