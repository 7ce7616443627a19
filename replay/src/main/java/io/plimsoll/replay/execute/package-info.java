/**
 * API requests over the Kubernetes client's HTTP layer, and one run of a partition.
 *
 * <h2>Threading</h2>
 *
 * Each type says which thread it is used on.
 */
@NullMarked
package io.plimsoll.replay.execute;

import org.jspecify.annotations.NullMarked;
