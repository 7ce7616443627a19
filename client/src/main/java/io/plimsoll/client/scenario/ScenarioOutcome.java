package io.plimsoll.client.scenario;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.report.TestReport;
import io.plimsoll.client.report.ThresholdResult;
import org.jspecify.annotations.Nullable;

/**
 * How a scenario ended.
 *
 * @param report of what its phases came to
 * @param failure why it could not go on; null if it ended as wanted, or by a signal
 */
public record ScenarioOutcome(TestReport report, @Nullable CommandException failure) {

  /**
   * What the program is to exit with: whether it went on to its end and all thresholds held.
   *
   * @throws CommandException why it could not go on
   */
  public ExitCode exitCode() {
    if (failure != null) {
      throw failure;
    }
    return switch (report.ending()) {
      case INTERRUPTED -> ExitCode.FAILED;
      case FINISHED, BROKEN, RUNNING ->
          report.thresholds().stream().allMatch(ThresholdResult::held)
              ? ExitCode.OK
              : ExitCode.FAILED;
    };
  }
}
