/**
 * What a frontend costs when much waits in it, and when it has many queues. Run with {@code
 * bench/scale}.
 *
 * <h2>Threading</h2>
 *
 * Everything belongs to the main thread, which runs the {@link io.plimsoll.bench.load.Loop}.
 */
@NullMarked
package io.plimsoll.bench.scale;

import org.jspecify.annotations.NullMarked;
