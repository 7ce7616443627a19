/**
 * The messages of the wire protocol as values, their limits and their validity rules.
 *
 * <p>This package knows nothing of bytes: {@code io.plimsoll.wire} turns bytes into these values
 * and back. Only this package and {@code io.plimsoll.wire} know field names of the wire.
 *
 * <h2>Threading</h2>
 *
 * Everything here is immutable and may be shared between threads.
 */
@NullMarked
package io.plimsoll.protocol;

import org.jspecify.annotations.NullMarked;
