/**
 * Servers that stand in for real ones, in tests, demos and for users without a cluster.
 *
 * <h2>Threading</h2>
 *
 * Connections live on event loops; the objects of a server are guarded as their types say.
 */
@NullMarked
package io.plimsoll.standin;

import org.jspecify.annotations.NullMarked;
