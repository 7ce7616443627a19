package io.plimsoll.replay.execute;

import java.util.Arrays;
import java.util.List;

/**
 * The parts of the path of an API request: {@code /api/VERSION/REST} or {@code
 * /apis/GROUP/VERSION/REST}, where REST is {@code [watch/][namespaces/NAMESPACE/]RESOURCE[/NAME
 * [/SUBRESOURCE]]}. Pure.
 */
final class ApiPath {

  private static final int NONE = -1;

  /**
   * What may follow {@code namespaces/NAME} and is not a resource in that namespace: the
   * subresources of namespaces themselves.
   */
  private static final List<String> OF_NAMESPACES = List.of("status", "finalize");

  private final String[] segments;

  /** Where the resource stands, or NONE. */
  private final int resource;

  /**
   * @param path with a leading slash, without query
   */
  ApiPath(String path) {
    segments = path.split("/", -1);
    resource = resource();
  }

  private int resource() {
    int rest = is(1, "api") ? 3 : is(1, "apis") ? 4 : NONE;
    if (rest == NONE || rest >= segments.length) {
      return NONE;
    }
    if (is(rest, "watch") && rest + 1 < segments.length) {
      rest++;
    }
    boolean inNamespace =
        is(rest, "namespaces")
            && rest + 2 < segments.length
            && !OF_NAMESPACES.contains(segments[rest + 2]);
    return inNamespace ? rest + 2 : rest;
  }

  private boolean is(int index, String text) {
    return index < segments.length && segments[index].equals(text);
  }

  /** The API group: empty for the core group, and for what is no API path. */
  String group() {
    return is(1, "apis") && isApi() ? segments[2] : "";
  }

  /** Whether this is {@code /api/...} or {@code /apis/GROUP...}. */
  boolean isApi() {
    return is(1, "api") || (is(1, "apis") && segments.length > 2);
  }

  /** The path with the segment that is {@code name} as {@code :name}, if there is one. */
  String masked(String name) {
    int index = indexOf(name);
    if (index == NONE) {
      return String.join("/", segments);
    }
    String[] masked = segments.clone();
    masked[index] = ":name";
    return String.join("/", Arrays.asList(masked));
  }

  private int indexOf(String name) {
    if (name.isEmpty()) {
      return NONE;
    }
    // Its proper place comes first: a pod named "status" has /pods/status/status.
    if (resource != NONE && resource + 1 < segments.length && isName(resource + 1, name)) {
      return resource + 1;
    }
    for (int index = segments.length - 1; index > Math.max(resource, 0); index--) {
      if (isName(index, name)) {
        return index;
      }
    }
    return NONE;
  }

  private boolean isName(int index, String name) {
    return segments[index].equals(name) || Urls.decode(segments[index]).equals(name);
  }
}
