package io.plimsoll.client.autoscale;

import io.plimsoll.client.report.CsvCells;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All syncs as one table, a row for each. */
final class AutoscaleCsv {

  private AutoscaleCsv() {}

  static String write(AutoscaleReport report) {
    StringBuilder csv = new StringBuilder(CsvCells.row(header(report)));
    report.syncs().forEach(sync -> csv.append(CsvCells.row(row(report, sync))));
    return csv.toString();
  }

  private static List<String> header(AutoscaleReport report) {
    List<String> header = new ArrayList<>(List.of("seconds", "replicas", "ready"));
    List<AutoscaleReport.ToldMetric> metrics = report.autoscaler().metrics();
    for (int i = 0; i < metrics.size(); i++) {
      String prefix = metrics.size() == 1 ? "metric" : "metric" + (i + 1);
      header.add(prefix + "_name");
      for (String figure : List.of("value", "target", "ratio", "replicas")) {
        header.add(prefix + "_" + figure);
      }
    }
    header.addAll(List.of("recommended", "stabilized", "desired", "limit", "why"));
    return header;
  }

  private static List<String> row(AutoscaleReport report, Sync sync) {
    List<String> cells = new ArrayList<>();
    cells.add(CsvCells.number(sync.seconds()));
    cells.add(Integer.toString(sync.replicas()));
    cells.add(Integer.toString(sync.ready()));
    for (int i = 0; i < sync.metrics().size(); i++) {
      AutoscaleReport.ToldMetric metric = report.autoscaler().metrics().get(i);
      Sync.Seen seen = sync.metrics().get(i);
      cells.add(CsvCells.text(metric.shown()));
      cells.add(seen.value() == null ? "" : CsvCells.number(seen.value()));
      cells.add(CsvCells.number(metric.target()));
      cells.add(seen.ratio() == null ? "" : CsvCells.number(seen.ratio()));
      cells.add(seen.replicas() == null ? "" : Integer.toString(seen.replicas()));
    }
    cells.add(Integer.toString(sync.recommended()));
    cells.add(Integer.toString(sync.stabilized()));
    cells.add(Integer.toString(sync.desired()));
    cells.add(sync.limit().name().toLowerCase(Locale.ROOT));
    cells.add(CsvCells.text(sync.why()));
    return cells;
  }
}
