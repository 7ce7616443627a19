package io.plimsoll.client.runnergroup;

import io.plimsoll.client.runnergroup.GroupResult.Trouble;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.replay.report.FoundLine;
import io.plimsoll.replay.report.ReportLine;
import io.plimsoll.replay.report.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts together what the pods of one group left, one after the other. Not thread-safe. */
final class GroupMerge {

  private final int count;
  private final List<Trouble> troubles = new ArrayList<>();
  private final SortedSet<Integer> heardOf = new TreeSet<>();

  /** By runner, how the last of its pods ended that had no report. */
  private final SortedMap<Integer, RunnerEnd> without = new TreeMap<>();

  private final SortedSet<Integer> reported = new TreeSet<>();
  private final SortedSet<String> dropped = new TreeSet<>();
  private final StartSpread starts = new StartSpread();
  private @Nullable MergedReports<?> reports;

  /**
   * @param count how many runners there are to be
   */
  GroupMerge(int count) {
    this.count = count;
  }

  /** One more pod. */
  void add(RunnerEnd end) {
    if (end.index() < 0 || end.index() >= count) {
      trouble(end, "index: " + end.index() + " (expected: 0 to " + (count - 1) + ")");
      return;
    }
    String why = take(end);
    if (!why.isEmpty()) {
      trouble(end, why);
    }
    if (!reported.contains(end.index())) {
      without.put(end.index(), end);
    }
  }

  /** Says what is wrong with it, or nothing. */
  private String take(RunnerEnd end) {
    FoundLine found = end.line();
    if (found instanceof FoundLine.Whole whole) {
      heardOf.add(end.index());
      return take(end, whole.line());
    }
    if (found instanceof FoundLine.Cut cut) {
      String report = "its report is cut, " + cut.chars() + " of " + cut.ofChars() + " characters";
      return also(end.trouble(), also(told(cut.head()), report));
    }
    if (found instanceof FoundLine.Corrupt corrupt) {
      ReportLine head = corrupt.head();
      String report = "its report is corrupt, " + corrupt.why();
      return also(end.trouble(), head == null ? report : also(told(head), report));
    }
    return also(end.trouble(), "its log has no report");
  }

  private String take(RunnerEnd end, ReportLine line) {
    if (line.runner() != end.index() || line.runners() != count) {
      return String.format(
          "its report is of runner %d of %d (expected: %d of %d)",
          line.runner(), line.runners(), end.index(), count);
    }
    MergedReports<?> known = reports;
    if (known == null) {
      known = MergedReports.of(line.workload());
      reports = known;
    }
    if (known == null || !known.workload().equals(line.workload())) {
      String expected = known == null ? "replay or load" : known.workload();
      return "workload: " + line.workload() + " (expected: " + expected + ")";
    }
    RawJson report = line.report();
    if (report == null) {
      String lost = line.dropped().contains(ReportLine.ALL) ? "its report is too large" : "";
      return also(told(line), lost.isEmpty() && line.exitCode() == 0 ? "no report" : lost);
    }
    if (reported.contains(end.index())) {
      return "a second report of this runner, which is left out";
    }
    try {
      known.add(report);
    } catch (IllegalArgumentException e) {
      return "its report cannot be read: " + e.getMessage();
    }
    reported.add(end.index());
    dropped.addAll(line.dropped());
    starts.add(line.lateSeconds());
    return line.exitCode() == 0 ? end.trouble() : told(line);
  }

  private static String told(ReportLine line) {
    return line.exitCode() == 0 ? "" : also("exit code " + line.exitCode(), line.error());
  }

  private static String also(String first, String then) {
    return first.isEmpty() ? then : then.isEmpty() ? first : first + ": " + then;
  }

  private void trouble(RunnerEnd end, String why) {
    troubles.add(new Trouble(end.index(), end.pod(), why));
  }

  /** What has come together. */
  GroupResult result() {
    for (int index = 0; index < count; index++) {
      if (!reported.contains(index) && !without.containsKey(index)) {
        troubles.add(new Trouble(index, "", "has no pod"));
      }
    }
    troubles.sort(Comparator.comparingInt(Trouble::index));
    return new GroupResult(heardOf.size(), merged(), starts, troubles);
  }

  private @Nullable RunReport merged() {
    MergedReports<?> all = reports;
    if (all == null) {
      return null;
    }
    List<String> warnings = new ArrayList<>();
    starts.warning().ifPresent(warnings::add);
    if (!dropped.isEmpty()) {
      warnings.add("left out of reports of runners: " + String.join(", ", dropped));
    }
    for (Trouble trouble : troubles) {
      if (reported.contains(trouble.index())) {
        warnings.add(trouble.toString());
      }
    }
    for (int index = 0; index < count; index++) {
      if (!reported.contains(index)) {
        RunnerEnd end = without.get(index);
        all.addFailed(
            index, end == null ? "" : end.pod(), end == null ? "" : end.node(), reason(index));
      }
    }
    return all.merged(warnings);
  }

  private String reason(int index) {
    return troubles.stream()
        .filter(trouble -> trouble.index() == index)
        .map(Trouble::why)
        .reduce((first, last) -> last)
        .orElse("failed");
  }
}
