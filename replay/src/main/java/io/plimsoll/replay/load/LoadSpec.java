package io.plimsoll.replay.load;

import io.plimsoll.pace.ConstantPacer;
import io.plimsoll.replay.profile.ContentType;
import java.util.List;

/**
 * One stage of a load profile.
 *
 * @param rate requests per second, 0 = as many as {@code client} in flight allow
 * @param total requests, 0 = as many as fit {@code duration}
 * @param durationSeconds 0 = until {@code total} are done; without meaning if there is a total
 * @param conns connections
 * @param client requests in flight
 * @param contentType what the server is asked to answer with
 * @param maxRetries how often one request is sent again after status 429
 */
public record LoadSpec(
    double rate,
    long total,
    long durationSeconds,
    int conns,
    int client,
    ContentType contentType,
    boolean disableHttp2,
    int maxRetries,
    List<Share> requests) {

  /** A request and its weight. */
  public record Share(LoadRequest request, int shares) {}

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  public LoadSpec {
    requests = List.copyOf(requests);
  }

  /** How many requests there will be; -1 if the time decides. */
  public long plannedRequests() {
    if (total > 0) {
      return total;
    }
    if (rate == 0) {
      return -1;
    }
    ConstantPacer pacer = new ConstantPacer(rate);
    long requests = (long) Math.ceil(rate * durationSeconds);
    // The product is rounded; what counts is what is due before the end.
    while (requests > 1 && pacer.dueNanos(requests - 1) >= durationSeconds * NANOS_PER_SECOND) {
      requests--;
    }
    return requests;
  }

  /** When the last request is due at the latest; the largest long if there is no such time. */
  public long plannedNanos() {
    if (total == 0) {
      return durationSeconds * NANOS_PER_SECOND;
    }
    return rate > 0 ? new ConstantPacer(rate).dueNanos(total) : Long.MAX_VALUE;
  }
}
