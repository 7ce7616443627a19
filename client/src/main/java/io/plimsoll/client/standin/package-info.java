/**
 * The command line of the servers that stand in for real ones.
 *
 * <h2>Threading</h2>
 *
 * Commands run on the main thread and wait there; a signal ends the wait.
 */
@NullMarked
package io.plimsoll.client.standin;

import org.jspecify.annotations.NullMarked;
