/**
 * What a backend shows over HTTP: its own figures and those of its simulated devices.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.backend.metrics.WorkFigures} is written by the event loop and may be read by
 * any thread. Pages are put together on the event loop of the metrics port, never on that of the
 * workloads.
 */
@NullMarked
package io.plimsoll.backend.metrics;

import org.jspecify.annotations.NullMarked;
