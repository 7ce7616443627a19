package io.plimsoll.standin.store;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A kind of object that the server knows.
 *
 * @param group empty for the core group
 * @param plural the name in paths
 * @param subresources what a path may have after an object's name
 * @param builtIn whether Kubernetes itself serves it: custom kinds take no strategic merge patch
 */
public record ResourceType(
    String group,
    String version,
    String plural,
    String kind,
    boolean namespaced,
    List<String> shortNames,
    Set<String> subresources,
    boolean builtIn) {

  /** What a custom kind must look like on a command line. */
  public static final String RULE =
      "group/version/plural/Kind, with :cluster if it has no namespace";

  /**
   * Reads a custom kind.
   *
   * @throws IllegalArgumentException if it does not look like {@link #RULE}
   */
  public static ResourceType parse(String text) {
    boolean cluster = text.endsWith(":cluster");
    String[] parts = (cluster ? text.substring(0, text.length() - 8) : text).split("/", -1);
    if (parts.length != 4
        || !parts[0].matches("[a-z0-9]([-a-z0-9.]*[a-z0-9])?")
        || !parts[1].matches("v[a-z0-9]+")
        || !parts[2].matches("[a-z][a-z0-9]*")
        || !parts[3].matches("[A-Z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException("'" + text + "' (expected: " + RULE + ")");
    }
    return new ResourceType(
        parts[0],
        parts[1],
        parts[2],
        parts[3],
        !cluster,
        List.of(),
        Set.of("status", "scale"),
        false);
  }

  /** As objects have it: {@code v1}, {@code apps/v1}. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** As errors have it: {@code pods}, {@code deployments.apps}. */
  public String qualifiedName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  public String singular() {
    return kind.toLowerCase(Locale.ROOT);
  }

  boolean hasStatus() {
    return subresources.contains("status");
  }
}
