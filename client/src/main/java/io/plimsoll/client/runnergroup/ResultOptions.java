package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.replay.ReportKind;
import io.plimsoll.client.report.ReportFiles;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How long to wait for a group and what to make of its logs; a picocli mixin. */
final class ResultOptions {

  @Option(names = "--wait", description = "Wait until all runners have ended, and show the result.")
  private boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "With --wait: how long; then exit with code 1. Default: as long as it takes.")
  private @Nullable Duration timeout;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Write the merged report to this file, .json or .html; may be given twice.")
  private List<Path> reports = List.of();

  /** Whether to wait. */
  boolean waits() {
    return wait;
  }

  /** Whether a report is asked for. */
  boolean hasReports() {
    return !reports.isEmpty();
  }

  /**
   * Checks the options.
   *
   * @throws CommandException exit code 2 for the first that is bad
   */
  void check() {
    ReportFiles.check(reports, ReportKind.FORMS);
    if (timeout != null && !wait) {
      throw CommandException.usage("--timeout", "set", "only with --wait");
    }
  }

  /**
   * Waits, if it is to, reads the logs, shows and writes the report.
   *
   * @param job of the group
   * @throws CommandException exit code 3 if the group has not ended, is gone or cannot be read, 1
   *     if the wait was too long
   */
  ExitCode finish(Cluster cluster, Job job, boolean verbose, PrintStream out, PrintStream err) {
    Groups groups = new Groups(cluster);
    ProgressLine line = new ProgressLine(err, verbose);
    Job ended =
        wait ? new GroupWait(groups, new Patience(timeout), line).untilEnded(job) : ended(job);
    String name = ended.getMetadata().getName();
    GroupResult result =
        GroupResult.of(GroupStatus.count(ended), new GroupLogs(cluster).ends(groups.pods(name)));
    return result.finish(name, reports, out, err);
  }

  private static Job ended(Job job) {
    GroupStatus status = GroupStatus.of(job, List.of());
    if (!status.hasEnded()) {
      throw new CommandException(
          ExitCode.UNREACHABLE,
          "runner group "
              + status.name()
              + ": "
              + status.phase()
              + ", "
              + status.ended()
              + " of "
              + status.count()
              + " runners have ended (expected: all; --wait waits for them)");
    }
    return job;
  }
}
