/**
 * Fleets of backends under test: processes on this machine, or a Kubernetes deployment.
 *
 * <h2>Threading</h2>
 *
 * A fleet belongs to one thread, which waits for what it asks for. Closing it is allowed from any
 * thread, also while another waits: the end of the program comes when it likes.
 */
@NullMarked
package io.plimsoll.client.fleet;

import org.jspecify.annotations.NullMarked;
