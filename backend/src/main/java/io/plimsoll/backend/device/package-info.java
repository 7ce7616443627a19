/**
 * The devices that workloads run on.
 *
 * <h2>Threading</h2>
 *
 * Used once, by {@code main}, before anything else runs.
 */
@NullMarked
package io.plimsoll.backend.device;

import org.jspecify.annotations.NullMarked;
