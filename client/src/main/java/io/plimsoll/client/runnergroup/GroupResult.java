package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Text;
import io.plimsoll.client.replay.ReportKind;
import io.plimsoll.replay.report.RunReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a group: one report of all runners, and a word on each that is not well.
 *
 * @param read how many runners were heard of, be it that they failed
 * @param report merged; null: none of the logs says what was run
 * @param starts when the runners began
 * @param troubles by index; empty: all is well
 */
record GroupResult(
    int read, @Nullable RunReport report, StartSpread starts, List<Trouble> troubles) {

  /** More of them are only counted: who wants them all reads the report in JSON. */
  private static final int TROUBLES_SHOWN = 20;

  /** The width of the first column in the text of a report. */
  private static final int NAME_COLUMNS = 13;

  /**
   * A runner that is not well.
   *
   * @param index which runner, from 0
   * @param pod its name; empty: it has none
   * @param why a sentence
   */
  record Trouble(int index, String pod, String why) {

    @Override
    public String toString() {
      return "runner " + index + (pod.isEmpty() ? "" : ", pod " + pod) + ": " + why;
    }
  }

  GroupResult {
    troubles = List.copyOf(troubles);
  }

  /**
   * Puts together what the pods of a group left.
   *
   * @param count how many runners the group has
   * @param ends of its pods, in any order; each is asked for when those before it are merged, so
   *     that not all reports are in memory at once
   */
  static GroupResult of(int count, Iterable<RunnerEnd> ends) {
    GroupMerge merge = new GroupMerge(count);
    ends.forEach(merge::add);
    return merge.result();
  }

  /** 0 all well; 1 a runner failed or is missing, or the verdict says so; 3 nothing was read. */
  ExitCode exitCode() {
    if (read == 0) {
      return ExitCode.UNREACHABLE;
    }
    boolean failed = !troubles.isEmpty() || report == null || report.verdict().failed();
    return failed ? ExitCode.FAILED : ExitCode.OK;
  }

  /** A summary for a terminal: the report, when the runners began, and who is not well. */
  String toText() {
    StringBuilder text = new StringBuilder(report == null ? "" : report.toText());
    starts.text().ifPresent(starts -> line(text, "starts", starts));
    troubles.stream()
        .limit(TROUBLES_SHOWN)
        .forEach(trouble -> line(text, "trouble", Text.printable(trouble.toString())));
    if (troubles.size() > TROUBLES_SHOWN) {
      String others =
          troubles.stream()
              .skip(TROUBLES_SHOWN)
              .map(trouble -> Integer.toString(trouble.index()))
              .distinct()
              .collect(Collectors.joining(", "));
      line(text, "", "and more: runner " + others);
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(NAME_COLUMNS - name.length())).append(value).append('\n');
  }

  /**
   * Shows it, and writes the report.
   *
   * @param group its name, for the page's title
   * @param files where the report goes beside {@code out}, of {@link ReportKind#FORMS}
   * @throws io.plimsoll.cli.CommandException exit code 3 if one of them cannot be written
   */
  ExitCode finish(String group, List<Path> files, PrintStream out, PrintStream err) {
    out.print(toText());
    out.flush();
    RunReport merged = report;
    if (merged != null) {
      ReportKind.write(files, merged, "Runner group " + group);
    } else {
      err.println("runner group " + Text.printable(group) + ": no runner has left a report");
    }
    return exitCode();
  }
}
