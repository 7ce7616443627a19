package io.plimsoll.frontend.external;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A label selector: requirements that all must hold. Immutable.
 *
 * @param requirements none = everything
 */
record LabelSelector(List<Requirement> requirements) {

  /** What is asked of a label. */
  enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    ABSENT,
    GREATER,
    LESS
  }

  /**
   * One of them.
   *
   * @param values of {@code EXISTS} and {@code ABSENT} none; of {@code GREATER} and {@code LESS}
   *     one, a whole number
   */
  record Requirement(String key, Operator operator, Set<String> values) {

    Requirement {
      values = Set.copyOf(values);
    }

    private boolean matches(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case ABSENT -> value == null;
        case GREATER -> value != null && compare(value) > 0;
        case LESS -> value != null && compare(value) < 0;
      };
    }

    /** With the one value; 0 also if this is no number. */
    private int compare(String value) {
      try {
        return Long.compare(Long.parseLong(value), Long.parseLong(values.iterator().next()));
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  LabelSelector {
    requirements = List.copyOf(requirements);
  }

  /**
   * Reads a selector.
   *
   * @throws IllegalArgumentException with a text that says what is wrong
   */
  static LabelSelector parse(String text) {
    return new LabelSelector(new SelectorParser(text).parse());
  }

  /** Whether all requirements hold. */
  boolean matches(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.matches(labels)) {
        return false;
      }
    }
    return true;
  }
}
