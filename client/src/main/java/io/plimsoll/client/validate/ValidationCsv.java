package io.plimsoll.client.validate;

import io.plimsoll.client.load.Period;
import io.plimsoll.client.load.Timing;
import io.plimsoll.client.report.CsvCells;
import java.util.ArrayList;
import java.util.List;

/** All measurements as one table, a row for each. */
final class ValidationCsv {

  private static final List<String> TIMES = List.of("wait", "run", "overhead", "total");

  private ValidationCsv() {}

  static String write(ValidationReport report) {
    StringBuilder csv = new StringBuilder(CsvCells.row(header()));
    for (Step step : report.steps()) {
      step.rounds().forEach(round -> csv.append(CsvCells.row(row(round))));
    }
    return csv.toString();
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>();
    header.addAll(List.of("replicas", "round", "parallelism", "seconds", "succeeded", "failed"));
    header.addAll(List.of("throughput_per_second", "counted_per_second"));
    for (String time : TIMES) {
      header.add(time + "_mean_seconds");
      header.add(time + "_p50_seconds");
      header.add(time + "_p99_seconds");
    }
    return header;
  }

  private static List<String> row(Measurement round) {
    Period period = round.period();
    List<String> cells = new ArrayList<>();
    cells.add(Integer.toString(round.size()));
    cells.add(Integer.toString(round.round()));
    cells.add(Integer.toString(round.parallelism()));
    cells.add(CsvCells.number(period.seconds()));
    cells.add(Long.toString(period.succeeded()));
    cells.add(Long.toString(period.failed()));
    cells.add(CsvCells.number(round.throughputPerSecond()));
    cells.add(CsvCells.number(period.requestsPerSecond()));
    for (Timing timing :
        List.of(
            period.waitSeconds(),
            period.runSeconds(),
            period.overheadSeconds(),
            period.totalSeconds())) {
      // Of a time that was never measured the figures are empty: 0 would be drawn.
      boolean measured = timing.count() > 0;
      cells.add(measured ? CsvCells.number(timing.mean()) : "");
      cells.add(measured ? CsvCells.number(timing.p50()) : "");
      cells.add(measured ? CsvCells.number(timing.p99()) : "");
    }
    return cells;
  }
}
