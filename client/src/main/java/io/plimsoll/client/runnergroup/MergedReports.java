package io.plimsoll.client.runnergroup;

import io.plimsoll.client.replay.ReportKind;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.replay.report.RunReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports of one kind that become one. Not thread-safe.
 *
 * @param <R> the kind
 */
final class MergedReports<R extends RunReport> {

  /**
   * Merging copies what is merged already: more at a time are faster, fewer take less memory; a
   * large report takes some 10 MiB.
   */
  private static final int AT_A_TIME = 16;

  private static final Map<String, ReportKind<?>> KINDS =
      Map.of(
          ReportKind.REPLAY.noun(), ReportKind.REPLAY,
          ReportKind.LOAD.noun(), ReportKind.LOAD);

  private final ReportKind<R> kind;
  private final List<R> reports = new ArrayList<>();

  private MergedReports(ReportKind<R> kind) {
    this.kind = kind;
  }

  /** None yet, of what that workload leaves; null if there is no workload of that name. */
  static @Nullable MergedReports<?> of(String workload) {
    ReportKind<?> kind = KINDS.get(workload);
    return kind == null ? null : new MergedReports<>(kind);
  }

  /** What was run: {@code replay} or {@code load}. */
  String workload() {
    return kind.noun();
  }

  /**
   * One more.
   *
   * @throws IllegalArgumentException if it is no report of this kind
   */
  void add(RawJson json) {
    add(kind.parser().apply(json.toByteArray()));
  }

  /** A runner that left none. */
  void addFailed(int runner, String pod, String node, String error) {
    add(kind.failed().make(runner, pod, node, error));
  }

  private void add(R report) {
    reports.add(report);
    if (reports.size() > AT_A_TIME) {
      R merged = kind.merger().apply(reports);
      reports.clear();
      reports.add(merged);
    }
  }

  /** All of them as one. */
  R merged(List<String> warnings) {
    return kind.warned().apply(kind.merger().apply(reports), warnings);
  }
}
