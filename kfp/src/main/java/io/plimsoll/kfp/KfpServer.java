package io.plimsoll.kfp;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which API, and who asks.
 *
 * @param base {@code http://host:port}, with the path before {@code /apis}, without a slash at its
 *     end
 * @param namespace of pipelines, experiments and runs; sent only with {@code multiUser}, since a
 *     server for a single user refuses one
 * @param multiUser whether the server keeps its users apart
 * @param userHeader {@code NAME: VALUE} that says who asks, where no proxy does; null = none
 * @param tokenFile of a bearer token, read again for each request; null = none
 * @param caFile PEM of the CAs to trust; null = those that this Java trusts
 * @param insecure not to check the server's certificate
 */
public record KfpServer(
    URI base,
    String namespace,
    boolean multiUser,
    @Nullable String userHeader,
    @Nullable Path tokenFile,
    @Nullable Path caFile,
    boolean insecure) {

  /** Without TLS, token or users. */
  public static KfpServer plain(URI base) {
    return new KfpServer(base, "kubeflow", false, null, null, null, false);
  }
}
