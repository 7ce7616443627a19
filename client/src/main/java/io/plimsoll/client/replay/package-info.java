/**
 * Distributed replays and loads: one request to a replay queue, the reports of its runners merged.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.client.replay.GangCall} lives on one event loop; a command waits for it on the
 * main thread.
 */
@NullMarked
package io.plimsoll.client.replay;

import org.jspecify.annotations.NullMarked;
