/**
 * When each request starts: due times, order per object, requests in flight. Pure.
 *
 * <h2>Threading</h2>
 *
 * One thread at a time; time comes in as an argument.
 */
@NullMarked
package io.plimsoll.replay.schedule;

import org.jspecify.annotations.NullMarked;
