package io.plimsoll.frontend.external;

import io.plimsoll.http.HttpReply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * From path and query to what is to be answered: {@code external.metrics.k8s.io/v1beta1} as {@code
 * k8s.io/metrics} has it, and what the API server and kubectl ask of any server behind it.
 * Stateless; pure.
 */
final class ExternalApi {

  static final String GROUP = "external.metrics.k8s.io";
  static final String VERSION = "v1beta1";
  static final String GROUP_VERSION = GROUP + "/" + VERSION;

  private static final String NAMESPACES = "/apis/" + GROUP_VERSION + "/namespaces/";

  /** Characters of what a client sent that an error text shows. */
  private static final int SHOWN = 100;

  private static final Map<String, String> DOCUMENTS = Documents.byPath();

  private ExternalApi() {}

  /**
   * Where a GET leads.
   *
   * @param path decoded
   * @param query the first value of a parameter, or null
   * @param accept the header of that name; empty = everything
   */
  static Route route(String path, Function<String, @Nullable String> query, String accept) {
    String document = DOCUMENTS.get(path);
    List<String> below =
        path.startsWith(NAMESPACES)
            ? List.of(path.substring(NAMESPACES.length()).split("/", -1))
            : List.of();
    boolean metric = below.size() == 2 && !below.get(0).isEmpty() && !below.get(1).isEmpty();
    if (document == null && !metric) {
      return refused(ApiError.NOT_FOUND, shown(path) + ": no such path (see /)");
    }
    if (!Accepts.json(accept)) {
      return refused(
          ApiError.NOT_ACCEPTABLE, "Accept: " + shown(accept) + " (expected: application/json)");
    }
    return document != null
        ? new Route.Ready(HttpReply.ok(Json.TYPE, document))
        : values(below.get(1), query);
  }

  private static Route values(String name, Function<String, @Nullable String> query) {
    Metric metric = Metric.find(name);
    if (metric == null) {
      return refused(
          ApiError.NOT_FOUND, shown(name) + ": no such metric (expected: " + Metric.names() + ")");
    }
    if (isTrue(query.apply("watch"))) {
      return refused(ApiError.METHOD_NOT_ALLOWED, "watch: not supported (expected: get or list)");
    }
    String fields = query.apply("fieldSelector");
    if (fields != null && !fields.isEmpty()) {
      return refused(ApiError.BAD_REQUEST, "fieldSelector: " + shown(fields) + " (expected: none)");
    }
    String labels = query.apply("labelSelector");
    try {
      return new Route.Values(metric, LabelSelector.parse(labels == null ? "" : labels));
    } catch (IllegalArgumentException e) {
      return refused(ApiError.BAD_REQUEST, "labelSelector: " + e.getMessage());
    }
  }

  /** As Kubernetes reads a boolean of a query. */
  private static boolean isTrue(@Nullable String text) {
    return text != null && !text.equals("0") && !text.equalsIgnoreCase("false");
  }

  private static Route refused(ApiError error, String why) {
    return new Route.Ready(error.reply(why));
  }

  static String shown(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
