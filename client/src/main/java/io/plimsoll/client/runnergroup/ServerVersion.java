package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.client.VersionInfo;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an API server's version tells. Pure. */
final class ServerVersion {

  /** The first 1.x that has {@code backoffLimitPerIndex} switched on; stable since 1.33. */
  private static final int LIMIT_PER_INDEX = 29;

  /** Some providers add a plus sign. */
  private static final Pattern MINOR = Pattern.compile("(\\d{1,4})\\D*");

  private ServerVersion() {}

  /**
   * How a Job is told not to try a runner again. An older server drops the field that it does not
   * know in silence, and would try a runner six times.
   *
   * @param version null or without numbers: taken for a new one
   */
  static GroupSettings.Retries retries(@Nullable VersionInfo version) {
    if (version == null || !"1".equals(version.getMajor())) {
      return GroupSettings.Retries.NONE_FOR_ANY_RUNNER;
    }
    Matcher minor = MINOR.matcher(String.valueOf(version.getMinor()));
    return minor.matches() && Integer.parseInt(minor.group(1)) < LIMIT_PER_INDEX
        ? GroupSettings.Retries.NONE_FOR_THE_JOB
        : GroupSettings.Retries.NONE_FOR_ANY_RUNNER;
  }
}
