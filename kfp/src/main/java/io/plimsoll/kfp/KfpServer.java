package io.plimsoll.kfp;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which API, and who asks.
 *
 * @param base {@code http://host:port}, with the path before {@code /apis}, without a slash at its
 *     end
 * @param namespace of pipelines, experiments and runs; sent only with {@code multiUser}, since a
 *     server for a single user knows none
 * @param multiUser whether the server keeps its users apart
 * @param user says who asks, where no proxy does; null = none
 * @param tokenFile of a bearer token, read again for each request; null = none
 * @param caFile PEM of the CAs to trust; null = those that this Java trusts
 * @param insecure not to check the server's certificate
 */
public record KfpServer(
    URI base,
    String namespace,
    boolean multiUser,
    @Nullable UserHeader user,
    @Nullable Path tokenFile,
    @Nullable Path caFile,
    boolean insecure) {

  /** A header that names the user. */
  public record UserHeader(String name, String value) {

    /**
     * Reads {@code NAME: VALUE}.
     *
     * @throws IllegalArgumentException if it is no header that may be sent
     */
    public static UserHeader parse(String text) {
      int colon = text.indexOf(':');
      String name = colon < 0 ? "" : text.substring(0, colon).strip();
      String value = text.substring(colon + 1).strip();
      try {
        if (!value.isEmpty()) {
          HttpRequest.newBuilder().header(name, value);
          return new UserHeader(name, value);
        }
      } catch (IllegalArgumentException e) {
        // Said below.
      }
      throw new IllegalArgumentException(
          "'" + text + "' (expected: NAME: VALUE, such as kubeflow-userid: me@example.org)");
    }
  }

  /** Without TLS, token or users. */
  public static KfpServer plain(URI base) {
    return new KfpServer(base, "kubeflow", false, null, null, null, false);
  }
}
