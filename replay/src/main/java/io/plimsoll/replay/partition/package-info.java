/**
 * Which runner gets a request, and how evenly a profile spreads. Pure.
 *
 * <h2>Threading</h2>
 *
 * Everything here is immutable.
 */
@NullMarked
package io.plimsoll.replay.partition;

import org.jspecify.annotations.NullMarked;
