/**
 * The frontend as a server: its ports, the connections on them, the owner of each queue, and main.
 *
 * <h2>Threading</h2>
 *
 * A connection and everything it holds is confined to its event loop, a queue to its own. The only
 * way to a queue is its {@link io.plimsoll.frontend.server.QueueOwner}, which hops. Answers hop
 * back in the connection that implements the link.
 */
@NullMarked
package io.plimsoll.frontend.server;

import org.jspecify.annotations.NullMarked;
