package io.plimsoll.replay.execute;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which API server to talk to, as a user says it. Nothing set: the current context of the usual
 * kubeconfig, or in a pod its service account.
 *
 * @param server {@code --server}: URL; with it, neither a kubeconfig nor the environment counts
 * @param token bearer token, only with a server
 * @param tokenFile {@code --token-file}: file with a bearer token, read again now and then; only
 *     with a server
 * @param caFile {@code --ca-file}: PEM file that the server's certificate is checked against; only
 *     with a server
 * @param insecure {@code --insecure-skip-tls-verify}
 * @param kubeconfig {@code --kubeconfig}: file, not with a server
 * @param context {@code --context}: of the kubeconfig, not with a server
 */
public record TargetOptions(
    @Nullable String server,
    @Nullable String token,
    @Nullable Path tokenFile,
    @Nullable Path caFile,
    boolean insecure,
    @Nullable Path kubeconfig,
    @Nullable String context) {

  /** Nothing set. */
  public static final TargetOptions DEFAULTS =
      new TargetOptions(null, null, null, null, false, null, null);

  /** Checks what goes together. */
  public TargetOptions {
    if (server == null) {
      require(token == null, "token", "only with --server");
      require(tokenFile == null, "--token-file", "only with --server");
      require(caFile == null, "--ca-file", "only with --server");
    } else {
      require(kubeconfig == null, "--kubeconfig", "not with --server");
      require(context == null, "--context", "not with --server");
      require(token == null || tokenFile == null, "--token-file", "not with a token");
    }
  }

  /** That server, without credentials. */
  public static TargetOptions ofServer(String server) {
    return new TargetOptions(server, null, null, null, false, null, null);
  }

  private static void require(boolean condition, String name, String constraint) {
    if (!condition) {
      throw new IllegalArgumentException(name + ": set (expected: " + constraint + ")");
    }
  }
}
