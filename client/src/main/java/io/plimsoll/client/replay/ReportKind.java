package io.plimsoll.client.replay;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.client.report.ReportForm;
import io.plimsoll.protocol.Reply;
import io.plimsoll.replay.load.LoadReport;
import io.plimsoll.replay.report.ReplayReport;
import io.plimsoll.replay.report.RunReport;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How the reports of several runners become one, and one exit code.
 *
 * @param noun what was run, in error texts
 * @param title of the page, before the profile
 * @param parser reads the report of one runner; throws {@link IllegalArgumentException}
 * @param failed stands for a runner that gave no report
 * @param merger makes one of several
 * @param warned the same report with more warnings
 */
public record ReportKind<R extends RunReport>(
    String noun,
    String title,
    Function<byte[], R> parser,
    FailedRunner<R> failed,
    Function<List<R>, R> merger,
    BiFunction<R, List<String>, R> warned) {

  /** What a report of a gang can be written as. */
  public static final Set<ReportForm> FORMS = EnumSet.of(ReportForm.JSON, ReportForm.HTML);

  public static final ReportKind<ReplayReport> REPLAY =
      new ReportKind<>(
          "replay",
          "Replay of ",
          ReplayReport::parse,
          ReplayReport::failedRunner,
          ReplayReport::merge,
          ReplayReport::withWarnings);

  public static final ReportKind<LoadReport> LOAD =
      new ReportKind<>(
          "load",
          "Load of ",
          LoadReport::parse,
          LoadReport::failedRunner,
          LoadReport::merge,
          LoadReport::withWarnings);

  /** Makes a report that only says who gave none, and why. */
  @FunctionalInterface
  public interface FailedRunner<R> {
    R make(int runner, String pod, String node, String error);
  }

  /**
   * Tells how it ended, and writes the merged report.
   *
   * @param count how many runners there were to be
   * @param files where the report goes beside {@code out}
   * @return failed too if the verdict says so
   */
  ExitCode finish(
      String profile,
      int count,
      GangResult result,
      List<Path> files,
      PrintStream out,
      PrintStream err) {
    Reply answer = result.answer();
    if (result.runners().isEmpty() && answer.failed()) {
      err.println(noun + " failed: " + Failures.of(answer));
      return ExitCode.FAILED;
    }
    R report = merged(count, result.runners());
    out.print(report.toText());
    out.flush();
    write(files, report, title + profile);
    if (answer.failed()) {
      err.println(noun + " failed: " + Failures.of(answer));
    }
    return answer.failed() || report.verdict().failed() ? ExitCode.FAILED : ExitCode.OK;
  }

  /**
   * Writes a report to files of {@link #FORMS}.
   *
   * @param title of the page
   * @throws io.plimsoll.cli.CommandException exit code 3 that names the first that could not be
   *     written
   */
  public static void write(List<Path> files, RunReport report, String title) {
    ReportFiles.write(
        files,
        (form, to) -> {
          String text = form == ReportForm.HTML ? report.toHtml(title) : report.toPrettyJson();
          to.write(text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** One report of all runners, also of those that gave none. */
  R merged(int count, Map<Integer, Reply> replies) {
    List<R> reports = new ArrayList<>();
    for (int runner = 0; runner < count; runner++) {
      reports.add(report(runner, replies));
    }
    return merger.apply(reports);
  }

  private R report(int runner, Map<Integer, Reply> replies) {
    Reply reply = replies.get(runner);
    if (reply == null) {
      return failed.make(runner, "", "", "did not answer");
    }
    if (reply.result() != null) {
      try {
        return parser.apply(reply.result().toByteArray());
      } catch (IllegalArgumentException e) {
        return failed.make(runner, reply.pod(), reply.node(), String.valueOf(e.getMessage()));
      }
    }
    return failed.make(runner, reply.pod(), reply.node(), Failures.of(reply));
  }
}
