package io.plimsoll.backend;

import io.plimsoll.backend.workload.Outcome;
import io.plimsoll.backend.workload.RunnerPlace;
import io.plimsoll.backend.workload.WorkloadCatalog;
import io.plimsoll.protocol.RawJson;
import io.plimsoll.replay.report.ReportLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run with {@code --report-line} prints when everything else is printed, on standard error
 * too: a container runtime may put lines of that between the pieces of a long line. Not
 * thread-safe.
 */
final class LastLine {

  private final RunnerPlace place;
  private @Nullable Outcome outcome;

  private LastLine(RunnerPlace place) {
    this.place = place;
  }

  /** The line that a command line asks for; it need not be right otherwise. */
  static Optional<LastLine> of(List<String> workload, Map<String, String> environment) {
    return workload.isEmpty()
        ? Optional.empty()
        : WorkloadCatalog.place(workload.get(0), workload.subList(1, workload.size()), environment)
            .map(LastLine::new);
  }

  /** What the run came to; there is none if it could not be begun. */
  void ended(Outcome known) {
    outcome = known;
  }

  /** The line, without its end. */
  String text(int exitCode, String error) {
    Outcome known = outcome;
    List<String> dropped = known == null ? List.of() : known.truncated();
    RawJson report = known == null || dropped.contains(ReportLine.ALL) ? null : known.result();
    double lateSeconds = known == null ? 0 : known.lateSeconds();
    return new ReportLine(
            place.workload(),
            place.runner(),
            place.runners(),
            exitCode,
            error,
            lateSeconds,
            dropped,
            report)
        .text();
  }
}
