package io.plimsoll.client.scenario;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.report.TestReport;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario ended.
 *
 * @param report of what its phases came to
 * @param failure why it could not go on; null if it ended as wanted, or by a signal
 */
record ScenarioOutcome(TestReport report, @Nullable CommandException failure) {}
