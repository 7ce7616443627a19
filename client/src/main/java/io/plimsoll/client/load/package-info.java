/**
 * Drives one queue: starts requests by the closed or the open model, takes the replies, keeps the
 * statistics.
 *
 * <h2>Threading</h2>
 *
 * One event loop owns everything that changes here: the driver, its demand, the connections to the
 * frontend, the statistics of the current period. {@link io.plimsoll.client.load.Load} is the proxy
 * for all other threads; it hops to the loop and answers with futures that complete there. What it
 * hands out, {@link io.plimsoll.client.load.Snapshot} and its parts, is immutable.
 */
@NullMarked
package io.plimsoll.client.load;

import org.jspecify.annotations.NullMarked;
