/**
 * Latency statistics that merge. Pure: no clock, no thread, no network.
 *
 * <h2>Threading</h2>
 *
 * The classes here are not thread-safe; whoever owns one confines it.
 */
@NullMarked
package io.plimsoll.stats;

import org.jspecify.annotations.NullMarked;
