package io.plimsoll.backend.workload;

import io.plimsoll.replay.report.ReportLine;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which runner of a group this process is.
 *
 * @param workload what it runs
 * @param runner from 0
 * @param runners of how many
 */
public record RunnerPlace(String workload, int runner, int runners) {

  /**
   * As the options have it: one that is not told to be one of several is the only one, whatever it
   * runs in this process.
   *
   * @return empty if there can be no such runner
   */
  static Optional<RunnerPlace> of(
      String workload, @Nullable Integer runner, @Nullable Integer runners) {
    if (runner == null) {
      return Optional.of(new RunnerPlace(workload, 0, 1));
    }
    if (runner < 0 || runner >= ReportLine.MAX_RUNNERS) {
      return Optional.empty();
    }
    int least = runner + 1;
    int most = ReportLine.MAX_RUNNERS;
    int count = runners == null ? least : Math.min(most, Math.max(least, runners));
    return Optional.of(new RunnerPlace(workload, runner, count));
  }
}
