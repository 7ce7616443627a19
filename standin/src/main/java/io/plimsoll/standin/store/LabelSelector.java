package io.plimsoll.standin.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A label selector: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k}. Immutable. */
final class LabelSelector implements Predicate<Map<String, String>> {

  private enum Operator {
    IN,
    NOT_IN,
    EXISTS,
    ABSENT
  }

  private record Requirement(String key, Operator operator, Set<String> values) {

    boolean test(Map<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case ABSENT -> value == null;
      };
    }
  }

  private static final String KEY = "([A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)";
  private static final String VALUE = "((?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?)";
  private static final Pattern EQUALITY = Pattern.compile(KEY + "\\s*(==?|!=)\\s*" + VALUE);
  private static final Pattern SET =
      Pattern.compile(KEY + "\\s+(in|notin)\\s*\\(([-A-Za-z0-9_.,\\s]*)\\)");
  private static final Pattern PRESENCE = Pattern.compile("(!?)\\s*" + KEY);

  /** A comma that is not between parentheses. */
  private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");

  private final List<Requirement> requirements;

  private LabelSelector(List<Requirement> requirements) {
    this.requirements = requirements;
  }

  /**
   * Reads a selector.
   *
   * @throws ApiException 400 if it is none
   */
  static LabelSelector parse(String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (String part : COMMA.split(text, -1)) {
      requirements.add(requirement(part.strip()));
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(String text) {
    Matcher equality = EQUALITY.matcher(text);
    if (equality.matches()) {
      boolean not = equality.group(2).equals("!=");
      return new Requirement(
          equality.group(1), not ? Operator.NOT_IN : Operator.IN, Set.of(equality.group(3)));
    }
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      Set<String> values =
          Arrays.stream(set.group(3).split(",", -1))
              .map(String::strip)
              .collect(Collectors.toUnmodifiableSet());
      boolean not = set.group(2).equals("notin");
      return new Requirement(set.group(1), not ? Operator.NOT_IN : Operator.IN, values);
    }
    Matcher presence = PRESENCE.matcher(text);
    if (presence.matches()) {
      boolean not = !presence.group(1).isEmpty();
      return new Requirement(presence.group(2), not ? Operator.ABSENT : Operator.EXISTS, Set.of());
    }
    throw ApiException.badRequest(
        "unable to parse requirement: '" + text + "' (expected: a label selector)");
  }

  @Override
  public boolean test(Map<String, String> labels) {
    for (Requirement requirement : requirements) {
      if (!requirement.test(labels)) {
        return false;
      }
    }
    return true;
  }
}
