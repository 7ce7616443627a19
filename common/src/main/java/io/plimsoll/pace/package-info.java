/**
 * When each start of a load is due: {@link io.plimsoll.pace.Pacer} is the rate over time, {@link
 * io.plimsoll.pace.Arrivals} is how the starts lie on it. Pure: no clock, no thread, no network.
 *
 * <h2>Threading</h2>
 *
 * Pacers are immutable and may be shared between threads. Arrivals belong to one thread.
 */
@NullMarked
package io.plimsoll.pace;

import org.jspecify.annotations.NullMarked;
