/**
 * Replay profiles: their model, reading, checking and writing.
 *
 * <h2>Threading</h2>
 *
 * The records are immutable. Readers and loaded profiles are used by one thread at a time.
 */
@NullMarked
package io.plimsoll.replay.profile;

import org.jspecify.annotations.NullMarked;
