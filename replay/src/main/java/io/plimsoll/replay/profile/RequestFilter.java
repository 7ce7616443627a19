package io.plimsoll.replay.profile;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which requests to keep. An empty set keeps all.
 *
 * @param verbs the verbs to keep
 * @param namespaces the namespaces to keep; the empty name is cluster scope
 * @param kinds the resource kinds to keep
 */
public record RequestFilter(Set<Verb> verbs, Set<String> namespaces, Set<String> kinds) {

  /** What a filter must look like, for error texts. */
  public static final String RULE = "verb=V,..., namespace=N,... or kind=K,...";

  /** Keeps every request. */
  public static final RequestFilter ALL = new RequestFilter(Set.of(), Set.of(), Set.of());

  /** Copies the sets. */
  public RequestFilter {
    verbs = Set.copyOf(verbs);
    namespaces = Set.copyOf(namespaces);
    kinds = Set.copyOf(kinds);
  }

  /**
   * Reads filters such as {@code verb=GET,LIST}, {@code namespace=a,b}, {@code kind=Pod}. Several
   * of one sort add up; of several sorts, all must hold. {@code namespace=} is cluster scope.
   *
   * @throws IllegalArgumentException {@code --filter: value (expected: ...)}
   */
  public static RequestFilter parse(List<String> filters) {
    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
    Set<String> namespaces = new HashSet<>();
    Set<String> kinds = new HashSet<>();
    for (String filter : filters) {
      int equals = filter.indexOf('=');
      String sort = equals < 0 ? filter : filter.substring(0, equals);
      List<String> values = List.of(filter.substring(equals + 1).split(",", -1));
      switch (equals < 0 ? "" : sort) {
        case "verb" -> values.forEach(value -> verbs.add(verb(filter, value)));
        case "namespace" -> namespaces.addAll(values);
        case "kind" -> kinds.addAll(values);
        default -> throw bad(filter, RULE);
      }
    }
    return new RequestFilter(verbs, namespaces, kinds);
  }

  /** Whether a request, as it stands in the profile, is kept. */
  public boolean keeps(ReplayRequest request) {
    return (verbs.isEmpty() || verbs.contains(request.verb()))
        && (namespaces.isEmpty() || namespaces.contains(request.namespace()))
        && (kinds.isEmpty() || kinds.contains(request.resourceKind()));
  }

  private static Verb verb(String filter, String value) {
    Verb verb = Names.verb(value);
    if (verb == null) {
      throw bad(filter, "verbs " + Names.VERBS);
    }
    return verb;
  }

  private static IllegalArgumentException bad(String filter, String expected) {
    return new IllegalArgumentException("--filter: " + filter + " (expected: " + expected + ")");
  }
}
