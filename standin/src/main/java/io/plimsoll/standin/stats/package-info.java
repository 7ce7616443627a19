/**
 * What a stand-in server counts and records.
 *
 * <h2>Threading</h2>
 *
 * Counted on the event loops of the connections, read on any thread: everything here is
 * thread-safe.
 */
@NullMarked
package io.plimsoll.standin.stats;

import org.jspecify.annotations.NullMarked;
