/**
 * What became of the requests of a replay: statistics that merge, the verdict, JSON and HTML.
 *
 * <h2>Threading</h2>
 *
 * Not thread-safe; one owner at a time.
 */
@NullMarked
package io.plimsoll.replay.report;

import org.jspecify.annotations.NullMarked;
