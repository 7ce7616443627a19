/**
 * When each start of a load is due. Pure: no clock, no thread, no network.
 *
 * <h2>Threading</h2>
 *
 * Everything here is immutable and may be shared between threads.
 */
@NullMarked
package io.plimsoll.pace;

import org.jspecify.annotations.NullMarked;
