package io.plimsoll.client.compare;

import io.plimsoll.cli.Text;
import io.plimsoll.client.compare.Comparison.PhaseComparison;
import io.plimsoll.client.report.ReportForm;
import io.plimsoll.replay.report.HtmlPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** A comparison as a file. */
final class ComparisonForms {

  static final Set<ReportForm> FORMS = EnumSet.of(ReportForm.JSON, ReportForm.HTML);

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private ComparisonForms() {}

  static void write(Comparison comparison, ReportForm form, OutputStream out) throws IOException {
    String text =
        switch (form) {
          case JSON -> MAPPER.writeValueAsString(comparison) + "\n";
          case HTML -> html(comparison);
          case CSV, XML ->
              throw new IllegalArgumentException("form: " + form + " (expected: " + FORMS + ")");
        };
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String html(Comparison comparison) {
    // A page without charts: there is nothing for a script to do.
    HtmlPage html = new HtmlPage("Comparison of two tests", "");
    html.list("Tests", List.of("A: " + comparison.a(), "B: " + comparison.b()));
    html.list("What else differs", comparison.settings());
    for (PhaseComparison phase : comparison.phases()) {
      html.list("Phase", List.of(phase.name()));
      html.table("Figure", "!A", "!B", "!B / A", "!95 % interval", "verdict");
      for (Difference figure : phase.figures()) {
        html.row(figure.figure());
        html.numberCell(ComparisonText.value(figure, figure.a()));
        html.numberCell(ComparisonText.value(figure, figure.b()));
        html.numberCell(ComparisonText.ratio(figure.ratio()));
        html.numberCell(ComparisonText.interval(figure));
        html.append("<td class=\"").append(style(figure.verdict())).append("\">");
        html.append(Text.html(ComparisonText.verdict(figure))).append("</td>");
        html.endRow();
      }
      html.endTable();
    }
    return html.finish();
  }

  private static String style(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NO_DIFFERENCE -> "same";
      case UNKNOWN -> "unsure";
    };
  }
}
