/**
 * A soak: everything that clients and workers do, and do wrong, for as long as one likes, and then
 * the books must balance. Run with {@code bench/soak}.
 *
 * <h2>Threading</h2>
 *
 * Everything belongs to the main thread, which runs the {@link io.plimsoll.bench.load.Loop}; a
 * signal only asks it to stop.
 */
@NullMarked
package io.plimsoll.bench.soak;

import org.jspecify.annotations.NullMarked;
