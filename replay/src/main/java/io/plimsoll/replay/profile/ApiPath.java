package io.plimsoll.replay.profile;

import java.util.List;

/**
 * The parts of a path to the API server, as it stands in a profile: segments between slashes, not
 * decoded, and the rest from the query's first character on.
 *
 * @param segments joined with slashes they are the path; the first is empty after a leading slash
 * @param query with its {@code ?} or {@code &}; empty: none
 * @param namespaceAt the segment that names the namespace, -1 = none
 * @param nameAt the segment that names the object, -1 = none; the same as {@code namespaceAt} for a
 *     namespace itself
 */
record ApiPath(List<String> segments, String query, int namespaceAt, int nameAt) {

  static ApiPath of(String apiPath) {
    int queryAt = apiPath.indexOf('?');
    if (queryAt < 0) {
      queryAt = apiPath.indexOf('&');
    }
    String path = queryAt < 0 ? apiPath : apiPath.substring(0, queryAt);
    String query = queryAt < 0 ? "" : apiPath.substring(queryAt);
    List<String> segments = List.of(path.split("/", -1));
    int resourceAt = resourceAt(segments);
    int namespaceAt = -1;
    int nameAt = -1;
    if (has(segments, resourceAt)) {
      nameAt = resourceAt + 1;
      if (segments.get(resourceAt).equals("namespaces") && has(segments, nameAt)) {
        namespaceAt = nameAt;
        boolean itself =
            !has(segments, namespaceAt + 1) || isSubresource(segments.get(namespaceAt + 1));
        nameAt = itself ? namespaceAt : namespaceAt + 2;
      }
    }
    return new ApiPath(segments, query, namespaceAt, has(segments, nameAt) ? nameAt : -1);
  }

  /** Where the first segment after group and version is; -1 if this is no path to a resource. */
  private static int resourceAt(List<String> segments) {
    int first = segments.get(0).isEmpty() ? 1 : 0;
    if (!has(segments, first)) {
      return -1;
    }
    int at =
        switch (segments.get(first)) {
          case "api" -> first + 2;
          case "apis" -> first + 3;
          default -> -1;
        };
    // The old form of watches has one more segment.
    return has(segments, at) && segments.get(at).equals("watch") ? at + 1 : at;
  }

  private static boolean isSubresource(String segment) {
    return segment.equals("status") || segment.equals("finalize");
  }

  private static boolean has(List<String> segments, int at) {
    return at >= 0 && at < segments.size() && !segments.get(at).isEmpty();
  }
}
