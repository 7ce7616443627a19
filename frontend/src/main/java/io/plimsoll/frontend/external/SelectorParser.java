package io.plimsoll.frontend.external;

import io.plimsoll.frontend.external.LabelSelector.Operator;
import io.plimsoll.frontend.external.LabelSelector.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads a label selector as {@code k8s.io/apimachinery/pkg/labels} does:
 *
 * <pre>
 *   selector    = [ requirement { "," requirement } ]
 *   requirement = [ "!" ] KEY
 *               | KEY ( "=" | "==" | "!=" ) [ VALUE ]
 *               | KEY ( "&gt;" | "&lt;" ) INTEGER
 *               | KEY ( "in" | "notin" ) "(" [ VALUE ] { "," [ VALUE ] } ")"
 * </pre>
 *
 * Used once.
 */
final class SelectorParser {

  /** Several times what a selector of one label with all that it may be takes. */
  static final int MAX_CHARS = 8192;

  /** Most characters of a value, and of a key behind its prefix. */
  private static final int MAX_NAME = 63;

  /** Most characters of the prefix of a key: a DNS name. */
  private static final int MAX_PREFIX = 253;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

  private static final Pattern PREFIX = Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*");

  private static final String SPACE = " \t\r\n";
  private static final String SPECIAL = "=!(),><";

  private static final String KEY_RULE =
      "a label's name: letters, digits, '-', '_' and '.', at most "
          + MAX_NAME
          + ", with a DNS name and '/' before it or not";
  private static final String VALUE_RULE =
      "a label's value: letters, digits, '-', '_' and '.', at most " + MAX_NAME;

  private final String text;
  private int next;

  /** The token at hand; empty = the end. */
  private String token = "";

  SelectorParser(String text) {
    this.text = text;
  }

  List<Requirement> parse() {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException(
          text.length() + " characters (expected: at most " + MAX_CHARS + ")");
    }
    List<Requirement> requirements = new ArrayList<>();
    advance();
    if (token.isEmpty()) {
      return requirements;
    }
    requirements.add(requirement());
    while (!token.isEmpty()) {
      expect(",", "',' or the end");
      requirements.add(requirement());
    }
    return requirements;
  }

  private Requirement requirement() {
    boolean absent = token.equals("!");
    if (absent) {
      advance();
    }
    if (!isWord()) {
      throw found("a label's name" + (absent ? "" : " or '!'"));
    }
    String key = checkedKey(token);
    advance();
    if (absent) {
      return new Requirement(key, Operator.ABSENT, Set.of());
    }
    String operator = token;
    switch (operator) {
      case "", "," -> {
        return new Requirement(key, Operator.EXISTS, Set.of());
      }
      case "=", "==", "!=" -> {
        advance();
        boolean not = operator.equals("!=");
        return new Requirement(key, not ? Operator.NOT_IN : Operator.IN, Set.of(value()));
      }
      case "in", "notin" -> {
        advance();
        boolean not = operator.equals("notin");
        return new Requirement(key, not ? Operator.NOT_IN : Operator.IN, values());
      }
      case ">", "<" -> {
        advance();
        boolean more = operator.equals(">");
        return new Requirement(key, more ? Operator.GREATER : Operator.LESS, Set.of(integer()));
      }
      default -> throw found("'=', '==', '!=', 'in', 'notin', '>', '<', ',' or the end");
    }
  }

  /** What stands behind an operator up to a comma or the end: nothing is an empty value. */
  private String value() {
    if (token.isEmpty() || token.equals(",")) {
      return "";
    }
    if (!isWord()) {
      throw found("a label's value");
    }
    String value = checkedValue(token);
    advance();
    return value;
  }

  private String integer() {
    String value = value();
    try {
      return String.valueOf(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + value + "' (expected: a whole number)", e);
    }
  }

  private Set<String> values() {
    expect("(", "'('");
    Set<String> values = new HashSet<>();
    boolean more = true;
    while (more) {
      boolean empty = token.equals(",") || token.equals(")");
      if (!empty && !isWord()) {
        throw found("a label's value, ',' or ')'");
      }
      values.add(empty ? "" : checkedValue(token));
      if (!empty) {
        advance();
      }
      more = token.equals(",");
      if (more) {
        advance();
      }
    }
    expect(")", "',' or ')'");
    return values;
  }

  private void expect(String wanted, String words) {
    if (!token.equals(wanted)) {
      throw found(words);
    }
    advance();
  }

  private boolean isWord() {
    return !token.isEmpty() && SPECIAL.indexOf(token.charAt(0)) < 0;
  }

  /** An operator, or what is between two. Words such as {@code in} are names where one may be. */
  private void advance() {
    while (next < text.length() && SPACE.indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    int start = next;
    if (start == text.length()) {
      token = "";
    } else if (SPECIAL.indexOf(text.charAt(start)) >= 0) {
      boolean twice = text.startsWith("==", start) || text.startsWith("!=", start);
      next += twice ? 2 : 1;
    } else {
      while (next < text.length() && (SPACE + SPECIAL).indexOf(text.charAt(next)) < 0) {
        next++;
      }
    }
    token = text.substring(start, next);
  }

  private IllegalArgumentException found(String expected) {
    String what = token.isEmpty() ? "the end" : "'" + ExternalApi.shown(token) + "'";
    return new IllegalArgumentException(
        what + " at character " + (next - token.length() + 1) + " (expected: " + expected + ")");
  }

  private static String checkedKey(String key) {
    int slash = key.indexOf('/');
    String prefix = slash < 0 ? "" : key.substring(0, slash);
    boolean prefixed =
        slash < 0 || (prefix.length() <= MAX_PREFIX && PREFIX.matcher(prefix).matches());
    return prefixed && isName(key.substring(slash + 1)) ? key : refuse(key, KEY_RULE);
  }

  private static String checkedValue(String value) {
    return isName(value) ? value : refuse(value, VALUE_RULE);
  }

  private static boolean isName(String name) {
    return name.length() <= MAX_NAME && NAME.matcher(name).matches();
  }

  private static String refuse(String what, String rule) {
    throw new IllegalArgumentException(
        "'" + ExternalApi.shown(what) + "' (expected: " + rule + ")");
  }
}
