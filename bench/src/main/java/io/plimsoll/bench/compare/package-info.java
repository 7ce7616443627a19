/**
 * The frontend beside other queue servers: the same job on each, a client that asks, a worker that
 * has nothing to do, an answer. {@link io.plimsoll.bench.compare.Compare} starts a server and a
 * {@link io.plimsoll.bench.compare.Generator} for each system, as processes of their own, and asks
 * the generators in turn to drive their server for a while.
 *
 * <h2>Threading</h2>
 *
 * {@code Compare} does one thing at a time, on the main thread. All connections of a generator on
 * Netty live on its one event loop, those of the hub on the hub's; {@code Meter} may be called from
 * any thread. Records are immutable.
 */
@NullMarked
package io.plimsoll.bench.compare;

import org.jspecify.annotations.NullMarked;
