package io.plimsoll.client.load;

/**
 * The few figures of a status line, cheap to get.
 *
 * @param seconds since the load began
 * @param requestsPerSecond succeeded requests per second over the last ten seconds
 * @param outstanding requests that wait for their reply
 * @param failed failed requests of the period
 * @param startedTotal requests started since the program started
 * @param connected as in {@link LoadState}
 */
public record Status(
    double seconds,
    double requestsPerSecond,
    int outstanding,
    long failed,
    long startedTotal,
    boolean connected) {}
