package io.plimsoll.client.replay;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.LoadOptions;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileReader;
import io.plimsoll.replay.profile.ProfileSink;
import io.plimsoll.replay.profile.ProfileSource;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.ReplaySpec;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** How many runners a profile asks for. It is read no further than that takes. */
final class ProfileRunners implements ProfileSink {

  private @Nullable ReplaySpec spec;

  private ProfileRunners() {}

  /**
   * Reads the profile's spec.
   *
   * @throws CommandException exit code 2 for standard input and for a bad profile, 3 if it cannot
   *     be read
   */
  static int of(String profile) {
    if (profile.equals(ProfileSource.STDIN)) {
      throw CommandException.usage("PROFILE", profile, "a path or URL that every backend reaches");
    }
    ProfileRunners found = new ProfileRunners();
    try (InputStream in =
        ProfileSource.parse(profile, InputStream.nullInputStream())
            .open(LoadOptions.DEFAULT_MAX_BYTES)) {
      ProfileReader.read(in, found).throwIfAny();
    } catch (Found enough) {
      // It came before the requests.
    } catch (IllegalArgumentException | ProfileException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      String hint = "; if only the backends can read it, give --runners";
      throw new CommandException(ExitCode.UNREACHABLE, why + hint, e);
    }
    return found.spec == null ? 1 : found.spec.runnerCount();
  }

  @Override
  public void onSpec(ReplaySpec told) throws IOException {
    spec = told;
    throw new Found();
  }

  @Override
  public void onRequest(int index, int line, ReplayRequest request) {}

  /** Ends the reading. */
  private static final class Found extends IOException {
    private static final long serialVersionUID = 1;
  }
}
