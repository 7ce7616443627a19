package io.plimsoll.client.report;

import io.plimsoll.client.course.Sample;
import io.plimsoll.client.load.Timing;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The courses of all phases as one table, a row for each sample: what a spreadsheet draws and a
 * program reads without knowing more than its header.
 */
final class CsvReport {

  /** What is said of each time. */
  private static final List<Column> FIGURES =
      List.of(
          new Column("min", Timing::min),
          new Column("mean", Timing::mean),
          new Column("p50", Timing::p50),
          new Column("p90", Timing::p90),
          new Column("p95", Timing::p95),
          new Column("p99", Timing::p99),
          new Column("p999", Timing::p999),
          new Column("max", Timing::max));

  private record Column(String name, ToDoubleFunction<Timing> of) {}

  private CsvReport() {}

  static void write(TestReport report, OutputStream out) throws IOException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    List<String> header = new ArrayList<>();
    header.addAll(List.of("phase", "time", "from_seconds", "to_seconds", "model", "parallelism"));
    header.addAll(List.of("rate_per_second", "outstanding", "started", "succeeded", "failed"));
    header.add("succeeded_per_second");
    for (String time : List.of("wait", "run", "overhead", "total", "lag")) {
      header.add(time + "_count");
      FIGURES.forEach(figure -> header.add(time + "_" + figure.name() + "_seconds"));
    }
    writer.write(CsvCells.row(header));
    Instant startedAt = Instant.parse(report.startedAt());
    for (PhaseReport phase : report.phases()) {
      for (Sample sample : phase.course().samples()) {
        writer.write(row(startedAt, phase, sample));
      }
    }
    writer.flush();
  }

  private static String row(Instant startedAt, PhaseReport phase, Sample sample) {
    double from = phase.startSeconds() + sample.fromSeconds();
    double to = phase.startSeconds() + sample.toSeconds();
    List<String> cells = new ArrayList<>();
    cells.add(CsvCells.text(phase.name()));
    cells.add(startedAt.plusMillis(Math.round(from * 1000)).toString());
    cells.add(CsvCells.number(from));
    cells.add(CsvCells.number(to));
    cells.add(sample.model().name().toLowerCase(Locale.ROOT));
    cells.add(Integer.toString(sample.parallelism()));
    cells.add(CsvCells.number(sample.ratePerSecond()));
    cells.add(Integer.toString(sample.outstanding()));
    cells.add(Long.toString(sample.started()));
    cells.add(Long.toString(sample.succeeded()));
    cells.add(Long.toString(sample.failed()));
    cells.add(to > from ? CsvCells.number(sample.succeeded() / (to - from)) : "");
    times(cells, sample.waitSeconds());
    times(cells, sample.runSeconds());
    times(cells, sample.overheadSeconds());
    times(cells, sample.totalSeconds());
    times(cells, sample.lagSeconds());
    return CsvCells.row(cells);
  }

  /** Of a time that was never measured the figures are empty: 0 would be drawn. */
  private static void times(List<String> cells, Timing timing) {
    cells.add(Long.toString(timing.count()));
    for (Column figure : FIGURES) {
      cells.add(timing.count() == 0 ? "" : CsvCells.number(figure.of().applyAsDouble(timing)));
    }
  }
}
