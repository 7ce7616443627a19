package io.plimsoll.client.replay;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.load.LoadOverrides;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a load profile before backends are gathered for it. */
final class LoadProfiles {

  private static final Logger LOG = LoggerFactory.getLogger(LoadProfiles.class);

  private LoadProfiles() {}

  /**
   * Checks what can be checked here. A profile that only the backends reach is left to them.
   *
   * @throws CommandException exit code 2 for standard input, for a bad profile, and for overrides
   *     that do not fit it
   */
  static void check(String profile, LoadOverrides overrides) {
    if (profile.equals(ProfileSource.STDIN)) {
      throw CommandException.usage("PROFILE", profile, "a path or URL that every backend reaches");
    }
    try {
      LoadProfile.read(ProfileSource.parse(profile, InputStream.nullInputStream())).with(overrides);
    } catch (IllegalArgumentException | ProfileException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      LOG.debug("the profile cannot be read from here: {}", e.toString());
    }
  }
}
