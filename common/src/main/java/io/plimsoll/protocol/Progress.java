package io.plimsoll.protocol;

/**
 * An interim message for a running request; not the answer.
 *
 * @param id the request's towards a client, the work request's from a backend
 * @param progress the {@code Progress} object as it came
 */
public record Progress(long id, RawJson progress) implements WorkerMessage, ClientAnswer {

  /** The same message under another {@code Id}. */
  public Progress withId(long newId) {
    return new Progress(newId, progress);
  }
}
