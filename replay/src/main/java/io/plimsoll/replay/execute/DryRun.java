package io.plimsoll.replay.execute;

import io.plimsoll.replay.profile.LoadedProfile;
import java.io.IOException;
import java.util.Locale;

/** What a replay would send, as text. */
public final class DryRun {

  private static final double NANOS_PER_SECOND = 1e9;

  private DryRun() {}

  /**
   * Writes a line for each request: when it is due in seconds, method and URL.
   *
   * @param server URL of the server
   * @throws IOException if the profile cannot be read back or the text not be written
   */
  public static void write(
      LoadedProfile profile, String server, ReplayOptions options, Appendable to)
      throws IOException {
    Timeline timeline = new Timeline(profile, options.speed());
    RequestBuilder builder =
        new RequestBuilder(server, profile.spec().contentType().accept(), options.maskGets());
    for (int index = 0; index < profile.size(); index++) {
      ApiRequest request = builder.build(profile.read(index));
      to.append(
          String.format(
              Locale.ROOT,
              "%.3f %s %s%n",
              timeline.dueNanos(index) / NANOS_PER_SECOND,
              request.method(),
              request.url()));
    }
  }
}
