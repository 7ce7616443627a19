package io.plimsoll.replay.report;

import org.jspecify.annotations.Nullable;

/**
 * What became of one request. Times are nanoseconds from the common start of all runners.
 *
 * @param urlKey {@code METHOD path} for the statistics, names masked
 * @param fullUrl what was asked for, for the list of errors
 * @param dueNanos when it was due
 * @param startNanos when it was sent; meaningless when it was not started
 * @param endNanos when it ended; for a watch, when the response head was there
 * @param status HTTP status, 0 = there was no answer
 * @param receivedBytes bytes of the response body
 * @param unexpected whether the status differs from what the profile expects
 * @param orderViolation whether it started before its predecessor on the same object had ended
 * @param heldByOrderNanos how long past its due time it waited for its predecessor
 * @param heldByClientsNanos how long it then waited for a free place in flight
 * @param generatorLateNanos the rest of its lateness
 * @param error why it failed, null unless {@link RequestOutcome#FAILED}
 */
public record RequestResult(
    String urlKey,
    String fullUrl,
    RequestOutcome outcome,
    long dueNanos,
    long startNanos,
    long endNanos,
    int status,
    long receivedBytes,
    boolean unexpected,
    boolean orderViolation,
    long heldByOrderNanos,
    long heldByClientsNanos,
    long generatorLateNanos,
    @Nullable RequestError error) {

  /** The same with all times that much later. */
  public RequestResult later(long nanos) {
    return new RequestResult(
        urlKey,
        fullUrl,
        outcome,
        dueNanos + nanos,
        startNanos + nanos,
        endNanos + nanos,
        status,
        receivedBytes,
        unexpected,
        orderViolation,
        heldByOrderNanos,
        heldByClientsNanos,
        generatorLateNanos,
        error);
  }
}
