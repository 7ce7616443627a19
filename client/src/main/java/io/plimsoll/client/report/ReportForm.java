package io.plimsoll.client.report;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A form of a report, told by how the name of its file ends. */
public enum ReportForm {
  /** Everything, for programs. */
  JSON,
  /** One page with charts, for people. */
  HTML,
  /** One row for each sample, for spreadsheets. */
  CSV,
  /** JUnit's, for build servers. */
  XML;

  /** How the names of its files end. */
  public String suffix() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** The form of a file's name, in capitals or not; null for a name of no form. */
  public static @Nullable ReportForm of(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (ReportForm form : values()) {
      if (name.endsWith(form.suffix())) {
        return form;
      }
    }
    return null;
  }

  /** {@code .json, .html or .xml}, for error texts. */
  static String names(Set<ReportForm> forms) {
    String all = forms.stream().map(ReportForm::suffix).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
  }
}
