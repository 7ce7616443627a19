/**
 * Replay profiles from Kubernetes audit logs.
 *
 * <h2>Threading</h2>
 *
 * One thread at a time.
 */
@NullMarked
package io.plimsoll.replay.audit;

import org.jspecify.annotations.NullMarked;
