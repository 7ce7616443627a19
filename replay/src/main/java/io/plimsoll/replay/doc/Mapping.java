package io.plimsoll.replay.doc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one mapping of a document, each checked when it is asked for. What is wrong becomes
 * a finding, and the value something harmless. A field without a value is the same as none.
 */
public final class Mapping {

  private final String path;
  private final Doc doc;
  private final Map<String, Doc> fields;
  private final Findings findings;
  private final TreeSet<String> known = new TreeSet<>();

  private Mapping(String path, Doc doc, Map<String, Doc> fields, Findings findings) {
    this.path = path;
    this.doc = doc;
    this.fields = fields;
    this.findings = findings;
  }

  /** The mapping; null, and a finding, if it is none. */
  @SuppressWarnings("unchecked") // DocParser makes no other maps.
  public static @Nullable Mapping of(String path, Doc doc, Findings findings) {
    if (doc.value() instanceof Map<?, ?> map) {
      return new Mapping(path, doc, (Map<String, Doc>) map, findings);
    }
    findings.add(doc.line(), path, doc.shown() + " (expected: a mapping)");
    return null;
  }

  private String name(String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  /** A field that has a value, else null. */
  public @Nullable Doc get(String field) {
    known.add(field);
    Doc value = fields.get(field);
    return value == null || value.value() == null ? null : value;
  }

  /** Something is wrong with a field. */
  public void report(String field, String problem) {
    Doc value = fields.get(field);
    findings.add((value == null ? doc : value).line(), name(field), problem);
  }

  private void wrong(String field, Doc value, String expected) {
    report(field, value.shown() + " (expected: " + expected + ")");
  }

  /** Text, empty if there is none. */
  public String text(String field) {
    Doc value = get(field);
    if (value == null) {
      return "";
    }
    if (value.value() instanceof String text) {
      return text;
    }
    wrong(field, value, value.value() instanceof Number ? "text, in quotes" : "text");
    return "";
  }

  /** Text that must be there. */
  public String required(String field, String what) {
    Doc value = get(field);
    if (value == null || "".equals(value.value())) {
      report(field, "missing (expected: " + what + ")");
      return "";
    }
    return text(field);
  }

  /** A whole number, or {@code otherwise} if there is none. */
  public long integer(String field, long min, long max, long otherwise) {
    Doc value = get(field);
    if (value == null) {
      return otherwise;
    }
    if (value.value() instanceof Long number && number >= min && number <= max) {
      return number;
    }
    wrong(field, value, "a whole number from " + min + " to " + max);
    return min;
  }

  /** A whole number that must be there. */
  public long requiredInteger(String field, long min, long max) {
    if (get(field) == null) {
      report(field, "missing (expected: a whole number from " + min + " to " + max + ")");
      return min;
    }
    return integer(field, min, max, min);
  }

  /** A number, 0 if there is none. */
  public double number(String field, double max) {
    Doc value = get(field);
    if (value == null) {
      return 0;
    }
    if (value.value() instanceof Number number
        && number.doubleValue() >= 0
        && number.doubleValue() <= max) {
      return number.doubleValue();
    }
    String most = max == Math.rint(max) ? Long.toString((long) max) : Double.toString(max);
    wrong(field, value, "a number from 0 to " + most);
    return 0;
  }

  /** True or false, false if there is none. */
  public boolean bool(String field) {
    Doc value = get(field);
    if (value == null) {
      return false;
    }
    if (value.value() instanceof Boolean flag) {
      return flag;
    }
    wrong(field, value, "true or false");
    return false;
  }

  /** The elements of a list that must be there and have some. */
  @SuppressWarnings("unchecked") // DocParser makes no other lists.
  public List<Doc> list(String field) {
    Doc value = get(field);
    if (value == null) {
      report(field, "missing (expected: a list)");
      return List.of();
    }
    if (value.value() instanceof List<?> elements) {
      if (elements.isEmpty()) {
        report(field, "empty (expected: at least one)");
      }
      return (List<Doc>) elements;
    }
    wrong(field, value, "a list");
    return List.of();
  }

  /** The mapping that a field is; null if there is none. */
  public @Nullable Mapping mapping(String field) {
    Doc value = get(field);
    return value == null ? null : of(name(field), value, findings);
  }

  /** The mapping that a field is, which must be there; null, and a finding, if there is none. */
  public @Nullable Mapping requiredMapping(String field) {
    if (get(field) == null) {
      report(field, "missing (expected: a mapping)");
      return null;
    }
    return mapping(field);
  }

  /**
   * The mappings of a list that must be there and have some.
   *
   * @param most how many it may have; those after them are left out, and a finding
   */
  public List<Mapping> mappings(String field, int most) {
    List<Doc> docs = list(field);
    if (docs.size() > most) {
      report(field, docs.size() + " (expected: at most " + most + ")");
    }
    List<Mapping> mappings = new ArrayList<>();
    for (int i = 0; i < Math.min(most, docs.size()); i++) {
      Mapping mapping = of(name(field) + "[" + i + "]", docs.get(i), findings);
      if (mapping != null) {
        mappings.add(mapping);
      }
    }
    return mappings;
  }

  /** To be called last: what was not asked for should not be there. */
  public void finish() {
    fields.forEach(
        (field, value) -> {
          if (!known.contains(field)) {
            report(field, "unknown (expected: one of " + String.join(", ", known) + ")");
          }
        });
  }
}
