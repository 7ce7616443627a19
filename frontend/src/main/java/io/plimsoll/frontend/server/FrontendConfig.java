package io.plimsoll.frontend.server;

import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.external.ExternalMetricsConfig;
import io.plimsoll.wire.TlsConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a frontend runs.
 *
 * @param clients where clients connect
 * @param workers where backends connect
 * @param metrics where metrics and status are served
 * @param logIntervalNanos between lines of queue statistics, 0 = none
 * @param queueCapacity most waiting requests per queue, 0 = unlimited
 * @param classicWaitNanos how long to hold a classic work request while its queue is empty
 * @param readyNanos how long loading a partition of a replay may take
 * @param redeliver how often an item whose worker vanished goes to another one
 * @param drainNanos how long running items may finish after a signal
 * @param maxRequestBytes most bytes of a request or work request
 * @param maxReplyBytes most bytes of a reply in session mode
 * @param maxConnections most connections on both queue ports together
 * @param firstMessageNanos for the first message to be whole, and for any that has begun
 * @param writeNanos longest time that a peer may not read while something waits for it
 * @param loops event loops that connections and queues are spread over, 1 or more
 * @param tls on both queue ports; null = plain text
 * @param external for an autoscaler in a cluster; null = not served
 * @param queues at least one, no name twice
 */
record FrontendConfig(
    HostPort clients,
    HostPort workers,
    HostPort metrics,
    long logIntervalNanos,
    int queueCapacity,
    long classicWaitNanos,
    long readyNanos,
    int redeliver,
    long drainNanos,
    int maxRequestBytes,
    int maxReplyBytes,
    int maxConnections,
    long firstMessageNanos,
    long writeNanos,
    int loops,
    @Nullable TlsConfig tls,
    @Nullable ExternalMetricsConfig external,
    List<QueueSpec> queues) {

  FrontendConfig {
    queues = List.copyOf(queues);
  }
}
