package io.plimsoll.client.load;

/** What decides when a request starts. */
public enum Model {
  /** A reply starts the next request: so many are outstanding. */
  CLOSED,
  /** The clock starts requests at a rate, whatever comes back. */
  OPEN
}
