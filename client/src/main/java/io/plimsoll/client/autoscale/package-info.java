/**
 * What would a HorizontalPodAutoscaler do? {@code autoscale}: docs/autoscale.md.
 *
 * <h2>Threading</h2>
 *
 * Values and pure functions, but for the run itself, which belongs to the main thread.
 */
@NullMarked
package io.plimsoll.client.autoscale;

import org.jspecify.annotations.NullMarked;
