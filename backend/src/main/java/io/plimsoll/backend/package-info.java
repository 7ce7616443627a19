/**
 * The backend: pulls work items of one queue, runs its workload for each, and replies.
 *
 * <h2>Threading</h2>
 *
 * One event loop. {@link io.plimsoll.backend.WorkerLoop}, the links and their connections are
 * confined to it and assert so. Only {@code WorkerLoop.signalled} and {@code WorkerLoop.ended} may
 * be called from elsewhere.
 */
@NullMarked
package io.plimsoll.backend;

import org.jspecify.annotations.NullMarked;
