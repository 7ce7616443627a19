package io.plimsoll.replay.audit;

import io.plimsoll.replay.profile.PatchType;
import io.plimsoll.replay.profile.RequestFilter;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How an audit log is imported.
 *
 * @param patchType of all patches; null: found out from the body, else by the API group
 * @param redact whether the data of Secrets and tokens are replaced
 * @param excludedUsers users whose requests are left out, by name
 * @param excludeSystem whether the control plane, nodes and the service accounts of kube-system are
 *     left out
 * @param excludeImpersonated whether requests made in another user's name are left out
 * @param filter which requests to keep
 * @param synthesize whether a body that is not in the log is made up
 * @param sortFolder where what does not fit the sort window waits
 * @param sortWindowBytes memory for sorting
 */
public record AuditOptions(
    @Nullable PatchType patchType,
    boolean redact,
    Set<String> excludedUsers,
    boolean excludeSystem,
    boolean excludeImpersonated,
    RequestFilter filter,
    boolean synthesize,
    Path sortFolder,
    long sortWindowBytes) {

  /** Fits a heap of 256 MiB beside an event of the longest kind. */
  public static final long DEFAULT_SORT_WINDOW_BYTES = 64 << 20;

  /** Everything is kept, and secrets are redacted. */
  public static final AuditOptions DEFAULTS =
      new AuditOptions(
          null,
          true,
          Set.of(),
          false,
          false,
          RequestFilter.ALL,
          false,
          Path.of(System.getProperty("java.io.tmpdir")),
          DEFAULT_SORT_WINDOW_BYTES);

  /** Copies the set. */
  public AuditOptions {
    excludedUsers = Set.copyOf(excludedUsers);
  }
}
