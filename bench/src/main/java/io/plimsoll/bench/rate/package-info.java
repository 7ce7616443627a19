/**
 * How exactly and how fast one client starts requests, and what very many of them at once cost it.
 * Run with {@code bench/rate}.
 *
 * <h2>Threading</h2>
 *
 * Everything belongs to the main thread.
 */
@NullMarked
package io.plimsoll.bench.rate;

import org.jspecify.annotations.NullMarked;
