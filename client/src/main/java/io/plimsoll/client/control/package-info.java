/**
 * The control API and the web page: the statistics in every form, and what changes the load while
 * it runs.
 *
 * <h2>Threading</h2>
 *
 * {@link io.plimsoll.client.control.ControlApi} lives on the event loop of the control port, which
 * is not the load's: it asks the load, which answers with a future, and renders the answer on its
 * own loop. The renderers are stateless.
 */
@NullMarked
package io.plimsoll.client.control;

import org.jspecify.annotations.NullMarked;
