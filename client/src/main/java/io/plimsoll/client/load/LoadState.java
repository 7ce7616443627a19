package io.plimsoll.client.load;

import java.util.Map;

/**
 * What is driven at this moment, and totals since the program started.
 *
 * @param queue the queue's name
 * @param model what decides when a request starts
 * @param parallelism wanted requests in parallel; 0 = paused
 * @param maxParallelism most that may be set
 * @param ratePerSecond starts per second of the open model, 0 in the closed model
 * @param warmingUp whether the warm-up is not over yet
 * @param connected whether there is a connection to the frontend; in classic mode, whether the last
 *     one could be made
 * @param outstanding requests that wait for their reply
 * @param startedTotal requests started since the program started
 * @param succeededTotal requests that succeeded since then
 * @param failedTotal requests that failed since then
 * @param refusedHttpRequests requests to the control port that were refused, by status
 */
public record LoadState(
    String queue,
    Model model,
    int parallelism,
    int maxParallelism,
    double ratePerSecond,
    boolean warmingUp,
    boolean connected,
    int outstanding,
    long startedTotal,
    long succeededTotal,
    long failedTotal,
    Map<Integer, Long> refusedHttpRequests) {}
