package io.plimsoll.replay.load;

import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Load that is made up from rates and shares: stages that run one after the other.
 *
 * @param warnings what is odd about the profile, a sentence each
 */
public record LoadProfile(String description, List<LoadSpec> specs, List<String> warnings) {

  /** People write load profiles by hand; bodies of patches are the largest part. */
  static final int MAX_BYTES = 4 << 20;

  public LoadProfile {
    specs = List.copyOf(specs);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads and checks a profile, YAML or JSON.
   *
   * @throws IOException if the source cannot be read
   * @throws ProfileException with everything that is wrong
   */
  public static LoadProfile read(ProfileSource source) throws IOException, ProfileException {
    try (InputStream in = source.open(MAX_BYTES)) {
      return LoadReader.read(in.readAllBytes());
    }
  }

  /**
   * The profile with some values of its only stage replaced.
   *
   * @throws IllegalArgumentException if there are several stages, or a value is out of range
   */
  public LoadProfile with(LoadOverrides overrides) {
    return overrides.apply(this);
  }
}
