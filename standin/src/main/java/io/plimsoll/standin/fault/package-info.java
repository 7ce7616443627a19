/**
 * How a stand-in server misbehaves to order: latency, errors, hangs, resets, stalls. Pure: time and
 * chance come in.
 *
 * <h2>Threading</h2>
 *
 * Plans are immutable; {@link io.plimsoll.standin.fault.Faults} is thread-safe.
 */
@NullMarked
package io.plimsoll.standin.fault;

import org.jspecify.annotations.NullMarked;
