package io.plimsoll.client.scenario;

import io.plimsoll.cli.Durations;
import io.plimsoll.client.report.Threshold;
import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.doc.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of fields that only scenarios have. What is wrong becomes a finding. */
final class Fields {

  /** A test asks for a handful; bounds what is worked out and reported. */
  static final int MAX_THRESHOLDS = 1_000;

  private final String path;
  private final Mapping mapping;
  private final Findings findings;

  /**
   * @param path of the mapping, empty for the document as a whole
   */
  Fields(String path, Mapping mapping, Findings findings) {
    this.path = path;
    this.mapping = mapping;
    this.findings = findings;
  }

  /** A time; null if there is none, or none that can be read. */
  @Nullable Duration time(String field) {
    Doc doc = mapping.get(field);
    if (doc == null) {
      return null;
    }
    if (doc.value() instanceof String || doc.value() instanceof Number) {
      try {
        return Durations.parse(doc.text());
      } catch (IllegalArgumentException e) {
        mapping.report(field, String.valueOf(e.getMessage()));
        return null;
      }
    }
    mapping.report(field, doc.shown() + " (expected: " + Durations.RULE + ")");
    return null;
  }

  /** A number from 0 to {@code max}, or {@code {from, to}}; null if there is none that is good. */
  @Nullable Level level(String field, double max, boolean whole) {
    Doc doc = mapping.get(field);
    if (doc == null) {
      return null;
    }
    if (!(doc.value() instanceof Map)) {
      return number(doc, max, whole)
          ? new Level(value(doc), value(doc))
          : wrong(field, doc, max, whole);
    }
    String below = path.isEmpty() ? field : path + "." + field;
    Mapping ramp = Mapping.of(below, doc, findings);
    if (ramp == null) {
      return null;
    }
    Double from = end(ramp, "from", max, whole);
    Double to = end(ramp, "to", max, whole);
    ramp.finish();
    return from == null || to == null ? null : new Level(from, to);
  }

  private static @Nullable Double end(Mapping ramp, String field, double max, boolean whole) {
    Doc doc = ramp.get(field);
    if (doc == null) {
      ramp.report(field, "missing (expected: " + rule(max, whole) + ")");
      return null;
    }
    if (!number(doc, max, whole)) {
      ramp.report(field, doc.shown() + " (expected: " + rule(max, whole) + ")");
      return null;
    }
    return value(doc);
  }

  private @Nullable Level wrong(String field, Doc doc, double max, boolean whole) {
    mapping.report(
        field, doc.shown() + " (expected: " + rule(max, whole) + ", or {from: A, to: B})");
    return null;
  }

  private static boolean number(Doc doc, double max, boolean whole) {
    return (doc.value() instanceof Long || (!whole && doc.value() instanceof Number))
        && value(doc) >= 0
        && value(doc) <= max;
  }

  private static double value(Doc doc) {
    return doc.value() instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static String rule(double max, boolean whole) {
    return (whole ? "a whole number" : "a number") + " from 0 to " + (long) max;
  }

  /** The texts of a list of single values, none if there is none. Numbers are as written. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    List<Doc> docs = mapping.get(field) == null ? List.of() : mapping.list(field);
    for (int i = 0; i < docs.size(); i++) {
      Doc doc = docs.get(i);
      if (doc.value() == null || doc.value() instanceof Map || doc.value() instanceof List) {
        findings.add(doc.line(), element(field, i), doc.shown() + " (expected: text)");
      } else {
        texts.add(doc.text());
      }
    }
    return texts;
  }

  /** A list of thresholds, none if there is none. */
  List<Threshold> thresholds(String field) {
    List<Threshold> thresholds = new ArrayList<>();
    List<Doc> docs = mapping.get(field) == null ? List.of() : mapping.list(field);
    if (docs.size() > MAX_THRESHOLDS) {
      mapping.report(field, docs.size() + " (expected: at most " + MAX_THRESHOLDS + ")");
      return thresholds;
    }
    for (int i = 0; i < docs.size(); i++) {
      Doc doc = docs.get(i);
      if (doc.value() instanceof String text) {
        try {
          thresholds.add(Threshold.parse(text));
        } catch (IllegalArgumentException e) {
          findings.add(doc.line(), element(field, i), String.valueOf(e.getMessage()));
        }
      } else {
        findings.add(
            doc.line(), element(field, i), doc.shown() + " (expected: " + Threshold.RULE + ")");
      }
    }
    return thresholds;
  }

  private String element(String field, int index) {
    return (path.isEmpty() ? "" : path + ".") + field + "[" + index + "]";
  }
}
