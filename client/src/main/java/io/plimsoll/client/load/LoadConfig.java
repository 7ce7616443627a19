package io.plimsoll.client.load;

import java.time.Duration;

/**
 * What load to drive, and where.
 *
 * @param access the way to the frontend
 * @param work what every request asks for
 * @param shape how much, over time
 * @param ends when the statistics begin and the load ends
 */
public record LoadConfig(Access access, Work work, Shape shape, Ends ends) {

  /**
   * How long after the end what is outstanding may still be answered, beside the limit: enough for
   * replies on their way and short waits in the queue, and little beside a run of minutes.
   */
  public static final Duration GRACE = Duration.ofSeconds(10);

  /** How long after the end what is outstanding may still be answered. */
  public Duration grace() {
    return GRACE.plus(work.limit());
  }
}
