/**
 * Groups of runners as indexed Jobs of a Kubernetes cluster: made, watched, read and deleted.
 *
 * <h2>Threading</h2>
 *
 * The main thread. Specs, objects and states are immutable.
 */
@NullMarked
package io.plimsoll.client.runnergroup;

import org.jspecify.annotations.NullMarked;
