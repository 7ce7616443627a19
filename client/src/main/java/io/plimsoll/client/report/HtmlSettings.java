package io.plimsoll.client.report;

import io.plimsoll.cli.Text;
import io.plimsoll.replay.report.HtmlPage;
import java.util.List;

/** What a page ends with: what was asked for, and where it ran. Stateless. */
public final class HtmlSettings {

  private HtmlSettings() {}

  /**
   * Adds both.
   *
   * @param options as they would be typed
   * @param environments one or more
   */
  public static void write(HtmlPage html, List<String> options, List<Environment> environments) {
    html.append("<h3>Options</h3>\n<p><code>");
    html.append(Text.html(options.isEmpty() ? "none" : String.join(" ", options)));
    html.append("</code></p>\n<h3>Environment</h3>\n");
    html.table("Plimsoll", "Java", "system", "!processors");
    for (Environment each : environments) {
      html.row(each.version());
      html.cell(each.java());
      html.cell(each.system());
      html.numberCell(Integer.toString(each.processors()));
      html.endRow();
    }
    html.endTable();
  }
}
