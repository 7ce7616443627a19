package io.plimsoll.protocol;

/**
 * An interim message for an outstanding request; not the answer.
 *
 * @param id the request's towards a client, the work request's from a backend
 * @param phase what is being done
 * @param done how much of it, 0 to {@link Limits#MAX_ID}
 * @param total of how much, 0 = not known
 * @param failed how much of what is done has failed
 */
public record Progress(long id, Phase phase, long done, long total, long failed)
    implements WorkerMessage, ClientAnswer {

  /** What is being done. */
  public enum Phase {
    /** Workers for a replay are awaited: how many are there, of how many. */
    GATHERING,
    /**
     * Partitions are loaded: how many runners are ready, or how much of one's partition is read.
     */
    LOADING,
    /** The work itself. */
    RUNNING
  }

  /** The same message under another {@code Id}. */
  public Progress withId(long newId) {
    return new Progress(newId, phase, done, total, failed);
  }
}
