/**
 * The course of a load: what came in each second, in bounded memory, and what was done to the load
 * meanwhile.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.client.course.Recorder} and its timeline live on the event loop of the control
 * port; the recorder says which of its methods any thread may call. What it hands out is immutable.
 */
@NullMarked
package io.plimsoll.client.course;

import org.jspecify.annotations.NullMarked;
