package io.plimsoll.client.load;

/**
 * The few figures that are cheap to get: for a status line, and for scripts that ask often.
 *
 * @param seconds since the load began
 * @param requestsPerSecond succeeded requests per second over the last ten seconds
 * @param outstanding requests that wait for their reply
 * @param failed failed requests of the period
 * @param startedTotal requests started since the program started
 * @param connected as in {@link LoadState}
 * @param parallelism as in {@link LoadState}
 * @param ratePerSecond as in {@link LoadState}
 * @param periodRequestsPerSecond succeeded requests per second over the period
 */
public record Status(
    double seconds,
    double requestsPerSecond,
    int outstanding,
    long failed,
    long startedTotal,
    boolean connected,
    int parallelism,
    double ratePerSecond,
    double periodRequestsPerSecond) {}
