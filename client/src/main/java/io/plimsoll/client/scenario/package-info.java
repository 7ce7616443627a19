/**
 * Scenarios: loads on one clock, as a file describes them, and the verdict on what came of them.
 *
 * <h2>Threading</h2>
 *
 * What a scenario is, and how it is read and drawn, is immutable or stateless. {@link
 * io.plimsoll.client.scenario.ScenarioRun} lives on the event loop of the control port, and says
 * which of its methods any thread may call; each phase's load has the event loop that {@link
 * io.plimsoll.client.load.Load} gives it.
 */
@NullMarked
package io.plimsoll.client.scenario;

import org.jspecify.annotations.NullMarked;
