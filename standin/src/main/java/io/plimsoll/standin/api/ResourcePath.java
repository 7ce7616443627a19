package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import io.plimsoll.standin.store.ObjectTable;
import io.plimsoll.standin.store.ResourceCatalog;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the path of a resource request names.
 *
 * @param namespace empty for a kind without; null = all
 * @param name null = a collection
 * @param subresource null = the object itself
 * @param watch whether it is one of the old paths that mean a watch
 */
public record ResourcePath(
    ObjectTable table,
    @Nullable String namespace,
    @Nullable String name,
    @Nullable String subresource,
    boolean watch) {

  /**
   * Reads a path.
   *
   * @return null if it is not one of a resource
   * @throws ApiException 404 if there is no such kind
   */
  public static @Nullable ResourcePath parse(String path, ResourceCatalog catalog) {
    boolean core = path.startsWith("/api/");
    if (!core && !path.startsWith("/apis/")) {
      return null;
    }
    List<String> parts = split(path);
    int start = core ? 2 : 3;
    if (parts.size() <= start) {
      return null;
    }
    String apiVersion = core ? parts.get(1) : parts.get(1) + "/" + parts.get(2);
    boolean watch = parts.get(start).equals("watch");
    List<String> rest = parts.subList(watch ? start + 1 : start, parts.size());
    if (rest.isEmpty()) {
      throw ApiException.noSuchResource();
    }
    boolean inNamespace = rest.get(0).equals("namespaces") && rest.size() > 2;
    if (inNamespace) {
      ObjectTable table = catalog.table(apiVersion, rest.get(2));
      if (table != null && table.type().namespaced()) {
        return of(table, rest.get(1), rest.subList(3, rest.size()), watch);
      }
    }
    ObjectTable table = catalog.table(apiVersion, rest.get(0));
    if (table == null) {
      throw ApiException.noSuchResource();
    }
    String namespace = table.type().namespaced() ? null : "";
    return of(table, namespace, rest.subList(1, rest.size()), watch);
  }

  /** Whether a GET of it is a watch. */
  boolean isWatch(ApiRequest request) {
    return request.method().equals("GET")
        && (watch || (request.rawQuery().contains("watch=") && request.query().flag("watch")));
  }

  private static ResourcePath of(
      ObjectTable table, @Nullable String namespace, List<String> rest, boolean watch) {
    boolean homeless = namespace == null && !rest.isEmpty();
    if (rest.size() > 2
        || homeless
        || (rest.size() == 2 && !table.type().subresources().contains(rest.get(1)))) {
      throw ApiException.noSuchResource();
    }
    return new ResourcePath(
        table,
        namespace,
        rest.isEmpty() ? null : rest.get(0),
        rest.size() < 2 ? null : rest.get(1),
        watch);
  }

  private static List<String> split(String path) {
    List<String> parts = new ArrayList<>(8);
    int from = 1;
    while (from < path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String part = path.substring(from, to);
      if (!part.isEmpty()) {
        // A plus sign in a path is just that.
        parts.add(part.indexOf('%') < 0 ? part : Query.decode(part.replace("+", "%2B")));
      }
      from = to + 1;
    }
    return parts;
  }
}
