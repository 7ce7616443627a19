package io.plimsoll.replay.load;

import io.plimsoll.replay.doc.Doc;
import io.plimsoll.replay.doc.Findings;
import io.plimsoll.replay.profile.ProfileException;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Load that is made up from rates and shares: stages that run one after the other.
 *
 * @param warnings what is odd about the profile, a sentence each
 */
public record LoadProfile(String description, List<LoadSpec> specs, List<String> warnings) {

  /** People write load profiles by hand; bodies of patches are the largest part. */
  public static final int MAX_BYTES = 4 << 20;

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
   * Reads and checks a profile that is a text already, YAML or JSON.
   *
   * @param utf8 at most {@link #MAX_BYTES}
   * @throws ProfileException with everything that is wrong
   */
  public static LoadProfile parse(byte[] utf8) throws ProfileException {
    return LoadReader.read(utf8);
  }

  /**
   * Checks a profile that is a part of another document.
   *
   * @param path of the part in that document, such as {@code loadProfile}
   * @param findings gets everything that is wrong
   * @return null only if there are findings; of no use if there are
   */
  public static @Nullable LoadProfile of(String path, Doc doc, Findings findings) {
    return LoadReader.read(path, doc, findings);
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
