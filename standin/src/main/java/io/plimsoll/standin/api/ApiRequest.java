package io.plimsoll.standin.api;

import io.plimsoll.standin.store.ApiException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came.
 *
 * @param path of the URI, not decoded
 * @param rawQuery of the URI after the question mark, not decoded
 * @param contentType the header; empty = none
 * @param accept the header; empty = none
 * @param user the header that names the user of Kubeflow; empty = none
 * @param body shared: must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
public record ApiRequest(
    String method,
    String path,
    String rawQuery,
    String contentType,
    String accept,
    String user,
    byte[] body) {

  /** Of a URI with or without a query. */
  public static ApiRequest of(
      String method, String uri, String contentType, String accept, String user, byte[] body) {
    int query = uri.indexOf('?');
    return new ApiRequest(
        method,
        query < 0 ? uri : uri.substring(0, query),
        query < 0 ? "" : uri.substring(query + 1),
        contentType,
        accept,
        user,
        body);
  }

  /** Its parameters. */
  public Query query() {
    return Query.parse(rawQuery);
  }

  /** The content type without its parameters, in lower case; null if there is none. */
  public @Nullable String mediaType() {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    return type.isEmpty() ? null : type.toLowerCase(Locale.ROOT);
  }

  /**
   * Whether the body is YAML; else it is JSON.
   *
   * @throws ApiException 415 if it is neither
   */
  boolean isYaml() {
    String type = mediaType();
    if (type == null || type.equals("application/json")) {
      return false;
    }
    if (type.equals("application/yaml")) {
      return true;
    }
    throw ApiException.mediaType(
        contentType, "application/json or application/yaml; this server reads no protobuf");
  }
}
