/**
 * The options of replays and loads that the command lines of several programs share.
 *
 * <h2>Threading</h2>
 *
 * Option objects are filled by one thread and only read afterwards.
 */
@NullMarked
package io.plimsoll.replay.command;

import org.jspecify.annotations.NullMarked;
