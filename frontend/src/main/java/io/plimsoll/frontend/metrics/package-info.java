/**
 * Metrics and status of the frontend over HTTP.
 *
 * <h2>Threading</h2>
 *
 * Everything runs on the event loop of the metrics port, which no queue and no queue connection
 * lives on; figures of queues come as snapshots that their own loops make.
 */
@NullMarked
package io.plimsoll.frontend.metrics;

import org.jspecify.annotations.NullMarked;
