package io.plimsoll.replay.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a replay or load came to: the statistics, and who ran it. Its JSON form is described field
 * by field in {@code docs/replay-report.md}.
 */
public final class ReplayReport implements RunReport {

  /** Version of the JSON form: it grows when a field changes its meaning, not when one is added. */
  public static final int VERSION = 1;

  /** The largest reply of a runner, in bytes of JSON. */
  public static final int MAX_REPLY_BYTES = 16 << 20;

  /** The largest report that is read: one merged from many runners, from a file. */
  public static final int MAX_PARSE_BYTES = 256 << 20;

  /** Most warnings that are kept; more of them are not read. */
  static final int MAX_WARNINGS = 100;

  private static final Comparator<RunnerSummary> BY_INDEX =
      Comparator.comparingInt(RunnerSummary::index)
          .thenComparing(RunnerSummary::pod)
          .thenComparing(RunnerSummary::node)
          .thenComparing(RunnerSummary::error);

  private final ReplayStats stats;
  private final long durationNanos;
  private final @Nullable Instant startedAt;
  private final List<RunnerSummary> runners;
  private final List<String> warnings;

  ReplayReport(
      ReplayStats stats,
      long durationNanos,
      @Nullable Instant startedAt,
      List<RunnerSummary> runners,
      List<String> warnings) {
    this.stats = stats;
    this.durationNanos = durationNanos;
    this.startedAt = startedAt;
    this.runners = List.copyOf(runners);
    this.warnings = List.copyOf(warnings);
  }

  /**
   * The report of one runner.
   *
   * @param runner which partition, from 0
   * @param pod where it ran, empty: not known
   * @param node where it ran, empty: not known
   * @param stats owned by the report from now on
   * @param durationNanos from the common start to the last end
   * @param startedAt the common start by the wall clock, null: not known
   */
  public static ReplayReport of(
      int runner,
      String pod,
      String node,
      ReplayStats stats,
      long durationNanos,
      @Nullable Instant startedAt,
      List<String> warnings) {
    RunnerSummary summary =
        new RunnerSummary(
            runner, pod, node, "", stats.succeeded, stats.failed, stats.cancelled, stats.verdict());
    return new ReplayReport(stats, durationNanos, startedAt, List.of(summary), warnings);
  }

  /** Stands for a runner that gave no report. */
  public static ReplayReport failedRunner(int runner, String pod, String node, String error) {
    ReplayStats none = new ReplayStats(false, 0);
    RunnerSummary summary =
        new RunnerSummary(
            runner, pod, node, error.isEmpty() ? "failed" : error, 0, 0, 0, none.verdict());
    return new ReplayReport(none, 0, null, List.of(summary), List.of());
  }

  /**
   * One report of all that these say. Histograms are added, percentiles computed afterwards. The
   * duration is the longest, the start the earliest.
   */
  public static ReplayReport merge(List<ReplayReport> reports) {
    ReplayStats stats = new ReplayStats(false, 0);
    long durationNanos = 0;
    Instant startedAt = null;
    List<RunnerSummary> runners = new ArrayList<>();
    TreeSet<String> warnings = new TreeSet<>();
    for (ReplayReport report : reports) {
      stats.merge(report.stats);
      durationNanos = Math.max(durationNanos, report.durationNanos);
      Instant start = report.startedAt;
      if (start != null && (startedAt == null || start.isBefore(startedAt))) {
        startedAt = start;
      }
      runners.addAll(report.runners);
      warnings.addAll(report.warnings);
    }
    runners.sort(BY_INDEX);
    return new ReplayReport(stats, durationNanos, startedAt, runners, List.copyOf(warnings));
  }

  /**
   * Reads a report in JSON. It may come from anywhere: its size, its nesting and what its
   * histograms take in memory are bounded.
   *
   * @throws IllegalArgumentException with a text that names the field
   */
  public static ReplayReport parse(byte[] json) {
    return ReportReader.read(json);
  }

  /** The same, from text. */
  public static ReplayReport parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON on one line, everything in it. */
  @Override
  public byte[] toJson() {
    return ReportJson.bytes(new ReportWriter(this).write());
  }

  /** JSON for people and files: indented, everything in it, with a line end. */
  @Override
  public String toPrettyJson() {
    return ReportJson.pretty(new ReportWriter(this).write());
  }

  /** JSON in at most {@code maxBytes}, as long as there is anything left to drop. */
  @Override
  public FittedReport fit(int maxBytes) {
    return FittedReport.fit(this, new ReportWriter(this).write(), maxBytes);
  }

  /** The same without single latencies and failures, whatever their size. */
  @Override
  public FittedReport fitSums(int maxBytes) {
    return FittedReport.fitSums(this, new ReportWriter(this).write(), maxBytes);
  }

  /** One HTML file that needs nothing else. */
  @Override
  public String toHtml(String title) {
    return HtmlReport.write(title, List.of(new HtmlReport.Section("", this)));
  }

  /** A summary of a dozen lines for a terminal. */
  @Override
  public String toText() {
    return ReplayText.write(this);
  }

  /** The most important figures in one line that begins with a name. */
  public String toLine(String name) {
    return ReplayText.line(name, this);
  }

  /** The same with these warnings too. */
  public ReplayReport withWarnings(List<String> more) {
    List<String> all = new ArrayList<>(more);
    all.addAll(warnings);
    return new ReplayReport(stats, durationNanos, startedAt, runners, all);
  }

  /** The statistics; whoever changes them changes the report. */
  public ReplayStats stats() {
    return stats;
  }

  /** From the common start to the last end. */
  public long durationNanos() {
    return durationNanos;
  }

  /** The common start by the wall clock, null: not known. */
  public @Nullable Instant startedAt() {
    return startedAt;
  }

  /** Who ran it, by index. */
  public List<RunnerSummary> runners() {
    return runners;
  }

  /** What was odd about the run, a sentence each. */
  public List<String> warnings() {
    return warnings;
  }

  /** Whether the run as a whole was faithful. A runner that failed makes it unfaithful. */
  @Override
  public Verdict verdict() {
    int failedRunners = (int) runners.stream().filter(r -> !r.error().isEmpty()).count();
    return stats.verdict().withFailedRunners(failedRunners);
  }
}
