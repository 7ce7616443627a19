/**
 * Are the figures true? Queues whose waits theory tells, driven through the real programs, and what
 * they measure beside it.
 *
 * <h2>Threading</h2>
 *
 * Theory, paths and bands are pure. A run and its processes belong to the thread of the program;
 * the sampler has a thread of its own, and says what others may call.
 */
@NullMarked
package io.plimsoll.bench.truth;

import org.jspecify.annotations.NullMarked;
