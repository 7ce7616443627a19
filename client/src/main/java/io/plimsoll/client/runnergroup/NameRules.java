package io.plimsoll.client.runnergroup;

import java.util.regex.Pattern;

/**
 * What names look like in Kubernetes, as "Object Names and IDs" and "Labels and Selectors" of its
 * documentation say, so that a slip is told before anything is made. Pure.
 */
final class NameRules {

  /** Of a label, as DNS has it, and of a label's value and name, as Kubernetes has them. */
  static final int MOST_LABEL_CHARS = 63;

  /** Of a name of several parts, as DNS has it. */
  static final int MOST_NAME_CHARS = 253;

  /** Says what {@link #isDnsLabel} takes. */
  static final String DNS_LABEL =
      "lower-case letters, digits and dashes, not at the ends, at most "
          + MOST_LABEL_CHARS
          + " characters";

  /** Says what {@link #isDnsName} takes. */
  static final String DNS_NAME =
      "lower-case letters, digits, dashes and dots, at most " + MOST_NAME_CHARS + " characters";

  /** Says what {@link #isLabelKey} takes. */
  static final String LABEL_KEY =
      "letters, digits, dashes, underscores and dots, at most "
          + MOST_LABEL_CHARS
          + " characters, with or without a DNS name and a slash before them";

  /** Says what {@link #isLabelValue} takes. */
  static final String LABEL_VALUE =
      "letters, digits, dashes, underscores and dots, at most " + MOST_LABEL_CHARS + " characters";

  private static final String LABEL_FORM = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?";
  private static final Pattern DNS_LABEL_FORM = Pattern.compile(LABEL_FORM);
  private static final Pattern DNS_NAME_FORM =
      Pattern.compile(LABEL_FORM + "(?:\\." + LABEL_FORM + ")*");
  private static final Pattern VALUE_FORM =
      Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?");

  private NameRules() {}

  /** Whether it may name a pod's host. */
  static boolean isDnsLabel(String text) {
    return text.length() <= MOST_LABEL_CHARS && DNS_LABEL_FORM.matcher(text).matches();
  }

  /** Whether it may name most objects. */
  static boolean isDnsName(String text) {
    return text.length() <= MOST_NAME_CHARS && DNS_NAME_FORM.matcher(text).matches();
  }

  /** Whether it may be a label's key, such as {@code disk} or {@code example.com/disk}. */
  static boolean isLabelKey(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    return (slash < 0 || isDnsName(text.substring(0, slash)))
        && !name.isEmpty()
        && isLabelValue(name);
  }

  /** Whether it may be a label's value; empty too. */
  static boolean isLabelValue(String text) {
    return text.isEmpty()
        || (text.length() <= MOST_LABEL_CHARS && VALUE_FORM.matcher(text).matches());
  }
}
