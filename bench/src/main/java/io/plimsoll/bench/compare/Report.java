package io.plimsoll.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The tables that are printed, in Markdown. */
final class Report {

  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  /** A table for each shape, and one of goals. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Shape shape : Shape.values()) {
      List<List<String>> rows = rows(shape);
      if (!rows.isEmpty()) {
        text.append('\n').append(shape.title()).append("\n\n");
        append(
            text,
            List.of(
                "system",
                "jobs per second (least, most)",
                "p50 ms (least, most)",
                "p99 ms (least, most)",
                "p99.9 ms (least, most)",
                "server µs per job (least, most)"),
            rows);
      }
    }
    List<List<String>> goals = goals();
    if (!goals.isEmpty()) {
      text.append("\ngoals: medians, or ratios of medians\n\n");
      append(text, List.of("goal", "wanted", "measured", ""), goals);
    }
    return text.toString();
  }

  private List<List<String>> rows(Shape shape) {
    List<List<String>> rows = new ArrayList<>();
    for (Contender system : Contender.values()) {
      if (results.spread(system, shape, Measure.JOBS_PER_SECOND).isPresent()) {
        List<String> row = new ArrayList<>();
        row.add(system.description());
        for (Measure measure : Measure.values()) {
          row.add(
              results
                  .spread(system, shape, measure)
                  .map(spread -> text(measure, spread))
                  .orElseThrow());
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private List<List<String>> goals() {
    List<List<String>> rows = new ArrayList<>();
    for (Goal goal : Goal.all()) {
      Optional<Double> value = goal.value(results);
      value.ifPresent(
          found ->
              rows.add(
                  List.of(
                      goal.description(),
                      goal.wanted(),
                      Goal.text(found),
                      goal.metBy(found) ? "met" : "NOT MET")));
    }
    return rows;
  }

  private static String text(Measure measure, Spread spread) {
    String form =
        switch (measure) {
          case JOBS_PER_SECOND -> "%,.0f";
          case P50_MILLIS, P99_MILLIS, P999_MILLIS -> "%.3f";
          case SERVER_MICROS -> "%.1f";
        };
    return String.format(
        Locale.ROOT,
        form + " (" + form + ", " + form + ")",
        spread.median(),
        spread.least(),
        spread.most());
  }

  /** The first column is text, the others are set to the right. */
  private static void append(StringBuilder text, List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    for (int row = 0; row < all.size(); row++) {
      text.append('|');
      for (int column = 0; column < head.size(); column++) {
        int width = width(all, column);
        String form = column == 0 ? " %-" + width + "s |" : " %" + width + "s |";
        text.append(String.format(Locale.ROOT, form, all.get(row).get(column)));
      }
      text.append('\n');
      if (row == 0) {
        text.append('|');
        for (int column = 0; column < head.size(); column++) {
          int width = width(all, column);
          text.append(column == 0 ? " " + "-".repeat(width) : " " + "-".repeat(width - 1) + ":")
              .append(" |");
        }
        text.append('\n');
      }
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
