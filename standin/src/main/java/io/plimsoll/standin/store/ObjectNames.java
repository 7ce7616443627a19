package io.plimsoll.standin.store;

import java.util.random.RandomGenerator;

/** What objects may be called. Stateless. */
final class ObjectNames {

  /** RFC 1123: the longest name of a subdomain. */
  private static final int MAX_LENGTH = 253;

  /** Kubernetes' own: no vowels, so that no words come out, and nothing that looks like another. */
  private static final String SUFFIX_LETTERS = "bcdfghjklmnpqrstvwxz2456789";

  private static final int SUFFIX_LENGTH = 5;

  private static final String SUBDOMAIN_RULE =
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
          + " '.', and must start and end with an alphanumeric character";

  private ObjectNames() {}

  static String generate(String prefix, RandomGenerator random) {
    StringBuilder name =
        new StringBuilder(
            prefix.substring(0, Math.min(prefix.length(), MAX_LENGTH - SUFFIX_LENGTH)));
    for (int i = 0; i < SUFFIX_LENGTH; i++) {
      name.append(SUFFIX_LETTERS.charAt(random.nextInt(SUFFIX_LETTERS.length())));
    }
    return name.toString();
  }

  /**
   * Checks a name.
   *
   * @throws ApiException 422 if an object of that kind cannot have it
   */
  static void check(ResourceType type, String name) {
    // Roles have names such as system:node.
    boolean free = type.group().equals("rbac.authorization.k8s.io");
    if (name.length() > MAX_LENGTH) {
      throw ApiException.invalid(
          type, name, "metadata.name: Too long: may not be more than " + MAX_LENGTH + " bytes");
    }
    if (free ? !isPathSegment(name) : !isSubdomain(name)) {
      throw ApiException.invalid(
          type,
          name,
          "metadata.name: Invalid value: \""
              + name
              + "\": "
              + (free ? "may not contain '/' or '%'" : SUBDOMAIN_RULE));
    }
  }

  private static boolean isPathSegment(String name) {
    return !name.equals(".") && !name.equals("..") && !name.contains("/") && !name.contains("%");
  }

  private static boolean isSubdomain(String name) {
    int last = name.length() - 1;
    for (int i = 0; i <= last; i++) {
      char c = name.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      boolean inside = c == '-' || c == '.';
      if (!alphanumeric && (!inside || i == 0 || i == last)) {
        return false;
      }
      if (c == '.' && name.charAt(i - 1) == '.') {
        return false;
      }
    }
    return last >= 0;
  }
}
