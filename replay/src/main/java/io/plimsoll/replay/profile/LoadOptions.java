package io.plimsoll.replay.profile;

import io.plimsoll.replay.partition.Partition;
import java.nio.file.Path;

/**
 * How a profile is to be loaded.
 *
 * @param spoolFolder where bodies wait until they are sent
 * @param maxBytes most bytes that a profile may have, unpacked
 * @param runner the partition to keep, {@link #ALL_RUNNERS} for all of them
 * @param runners partitions; 0 = as the profile says
 * @param filter which requests to keep
 * @param rewrite other names for namespaces and objects; a request's runner is that of its old name
 */
public record LoadOptions(
    Path spoolFolder,
    long maxBytes,
    int runner,
    int runners,
    RequestFilter filter,
    Rewrite rewrite) {

  /** The value of {@code runner} that keeps every partition. */
  public static final int ALL_RUNNERS = -1;

  /** Four times what a profile of a million requests takes; more is an accident or a gzip bomb. */
  public static final long DEFAULT_MAX_BYTES = 4L << 30;

  /** The whole profile, spooled to the folder for temporary files. */
  public static final LoadOptions DEFAULTS =
      new LoadOptions(
          Path.of(System.getProperty("java.io.tmpdir")),
          DEFAULT_MAX_BYTES,
          ALL_RUNNERS,
          0,
          RequestFilter.ALL,
          Rewrite.NONE);

  /** Checks the numbers. */
  public LoadOptions {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("--max-profile: " + maxBytes + " (expected: at least 1)");
    }
    if (runners < 0 || runners > Partition.MAX_RUNNERS) {
      throw new IllegalArgumentException(
          "--runners: " + runners + " (expected: 0 to " + Partition.MAX_RUNNERS + ")");
    }
    if (runner < ALL_RUNNERS || (runners > 0 && runner >= runners)) {
      throw new IllegalArgumentException(
          "--runner: " + runner + " (expected: 0 to one less than the runners)");
    }
  }

  /** With the spool file in that folder. */
  public LoadOptions withSpoolFolder(Path folder) {
    return new LoadOptions(folder, maxBytes, runner, runners, filter, rewrite);
  }

  /** With that size at most. */
  public LoadOptions withMaxBytes(long bytes) {
    return new LoadOptions(spoolFolder, bytes, runner, runners, filter, rewrite);
  }

  /** Only that partition; {@code runnerCount} 0 = as many as the profile says. */
  public LoadOptions withPartition(int index, int runnerCount) {
    return new LoadOptions(spoolFolder, maxBytes, index, runnerCount, filter, rewrite);
  }

  /** Only what that filter keeps. */
  public LoadOptions withFilter(RequestFilter kept) {
    return new LoadOptions(spoolFolder, maxBytes, runner, runners, kept, rewrite);
  }

  /** With those new names. */
  public LoadOptions withRewrite(Rewrite names) {
    return new LoadOptions(spoolFolder, maxBytes, runner, runners, filter, names);
  }
}
