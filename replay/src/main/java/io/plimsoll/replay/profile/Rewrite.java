package io.plimsoll.replay.profile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other names for namespaces and objects, to keep a replay away from what it was recorded from.
 * They change the namespace and the name of a request, its path, field selectors on both, and
 * {@code metadata} of its body; references from one object to another stay as they are. The name of
 * a {@code Namespace} follows the namespaces and gets no suffix, since the objects in it would not
 * find it.
 *
 * @param namespaces new names of namespaces by their old ones
 * @param nameSuffix what is added to the names of objects; empty: nothing
 */
public record Rewrite(Map<String, String> namespaces, String nameSuffix) {

  /** Changes nothing. */
  public static final Rewrite NONE = new Rewrite(Map.of(), "");

  /** What a name may have, so that it is one segment of a path. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private static final Pattern SUFFIX = Pattern.compile("[-.a-z0-9]{0,61}[a-z0-9]|");

  private static final Pattern SELECTED_NAME = selector("metadata.name");
  private static final Pattern SELECTED_NAMESPACE = selector("metadata.namespace");

  private static final String NAMESPACE_KIND = "Namespace";

  /** Copies the map. */
  public Rewrite {
    namespaces = Map.copyOf(namespaces);
  }

  /**
   * Reads the options.
   *
   * @param namespaces each {@code OLD=NEW}
   * @param nameSuffix empty: none
   * @throws IllegalArgumentException {@code option: value (expected: ...)}
   */
  public static Rewrite parse(List<String> namespaces, String nameSuffix) {
    Map<String, String> map = new HashMap<>();
    for (String pair : namespaces) {
      String[] names = pair.split("=", -1);
      if (names.length != 2 || names[0].isEmpty() || !NAME.matcher(names[1]).matches()) {
        throw new IllegalArgumentException(
            "--rewrite-namespace: " + pair + " (expected: OLD=NEW, two names of namespaces)");
      }
      if (map.put(names[0], names[1]) != null) {
        throw new IllegalArgumentException(
            "--rewrite-namespace: " + pair + " (expected: one new name for " + names[0] + ")");
      }
    }
    if (!SUFFIX.matcher(nameSuffix).matches()) {
      throw new IllegalArgumentException(
          "--name-suffix: "
              + nameSuffix
              + " (expected: lower-case letters, digits, - and ., not - or . at the end)");
    }
    return new Rewrite(map, nameSuffix);
  }

  /** Whether nothing is changed. */
  public boolean isNone() {
    return namespaces.isEmpty() && nameSuffix.isEmpty();
  }

  /**
   * The request under its new names.
   *
   * @throws IllegalArgumentException if its body is not JSON, so that what is in it is not known
   */
  public ReplayRequest apply(ReplayRequest request) {
    if (isNone()) {
      return request;
    }
    String name = request.name();
    String body = request.body();
    boolean isNamespace = request.resourceKind().equals(NAMESPACE_KIND);
    return new ReplayRequest(
        request.timestampMillis(),
        request.verb(),
        namespace(request.namespace()),
        request.resourceKind(),
        name.isEmpty() ? name : name(name, isNamespace),
        path(request.apiPath(), name, isNamespace),
        body == null
            ? null
            : BodyNames.rename(body, old -> name(old, isNamespace), this::namespace),
        request.patchType(),
        request.expect(),
        request.labelSelector());
  }

  private String namespace(String old) {
    return namespaces.getOrDefault(old, old);
  }

  private String name(String old, boolean isNamespace) {
    return isNamespace ? namespace(old) : old + nameSuffix;
  }

  private String path(String apiPath, String name, boolean isNamespace) {
    ApiPath path = ApiPath.of(apiPath);
    String[] segments = path.segments().toArray(new String[0]);
    if (path.namespaceAt() >= 0) {
      segments[path.namespaceAt()] = namespace(segments[path.namespaceAt()]);
    }
    if (path.nameAt() >= 0 && path.nameAt() != path.namespaceAt()) {
      segments[path.nameAt()] = name(segments[path.nameAt()], isNamespace);
    }
    return String.join("/", segments) + query(path.query(), name, isNamespace);
  }

  private String query(String query, String name, boolean isNamespace) {
    if (query.isEmpty()) {
      return query;
    }
    String renamed = selected(query, SELECTED_NAMESPACE, this::namespace);
    return selected(renamed, SELECTED_NAME, old -> old.equals(name) ? name(old, isNamespace) : old);
  }

  /** Changes the value of a field selector, which is percent-encoded or not. */
  private static String selected(String query, Pattern field, UnaryOperator<String> names) {
    return field
        .matcher(query)
        .replaceAll(
            found -> Matcher.quoteReplacement(found.group(1) + names.apply(found.group(2))));
  }

  private static Pattern selector(String field) {
    return Pattern.compile(
        "((?:[=,]|%2C)" + Pattern.quote(field) + "(?:=|%3D){1,2})([^,&%]+)(?=[,&]|%2C|$)",
        Pattern.CASE_INSENSITIVE);
  }
}
