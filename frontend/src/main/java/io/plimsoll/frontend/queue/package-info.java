/**
 * What happens to items and waiting workers: pure queue logic. No Netty, no clock, no thread; time
 * comes in as an argument, in nanoseconds of a monotonic clock.
 *
 * <h2>Threading</h2>
 *
 * A {@link io.plimsoll.frontend.queue.WorkQueue} and every {@link io.plimsoll.frontend.queue.Item}
 * and {@link io.plimsoll.frontend.queue.Poll} in it belong to one thread at a time, its owner's.
 * The links are called on that thread and must not call back into the queue before they return.
 */
@NullMarked
package io.plimsoll.frontend.queue;

import org.jspecify.annotations.NullMarked;
