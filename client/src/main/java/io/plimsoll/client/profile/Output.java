package io.plimsoll.client.profile;

import io.plimsoll.replay.profile.ProfileForm;
import io.plimsoll.replay.profile.ProfileWriter;
import io.plimsoll.replay.profile.ReplayRequest;
import io.plimsoll.replay.profile.ReplaySpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a profile goes: a file, or standard output. A file is begun with the first request, and is
 * deleted if the profile was not written to its end.
 */
final class Output implements AutoCloseable {

  /** Standard output, as an argument. */
  static final String STDOUT = "-";

  private final String target;
  private final ProfileForm form;
  private final String description;
  private final ReplaySpec spec;
  private @Nullable ProfileWriter writer;
  private boolean complete;

  /**
   * Nothing is written yet.
   *
   * @param to the form; null: as the file's name says
   * @throws IllegalArgumentException if the form is not known
   */
  Output(String target, @Nullable String to, String description, ReplaySpec spec) {
    this.target = target;
    this.form = form(target, to);
    this.description = description;
    this.spec = spec;
  }

  /** The form that is asked for; standard output has no name to tell it, and gets YAML. */
  static ProfileForm form(String target, @Nullable String to) {
    if (to != null) {
      return ProfileForm.parse(to);
    }
    return target.equals(STDOUT) ? ProfileForm.YAML : ProfileForm.ofFile(target);
  }

  void write(ReplayRequest request) throws IOException {
    if (writer == null) {
      writer = ProfileWriter.open(open(), form, description, spec);
    }
    writer.write(request);
  }

  private OutputStream open() throws IOException {
    if (target.equals(STDOUT)) {
      return System.out;
    }
    try {
      return Files.newOutputStream(Path.of(target));
    } catch (IOException e) {
      throw new IOException(
          "OUT: " + target + ": " + e.getClass().getSimpleName() + " (expected: a file to write)",
          e);
    }
  }

  /** Says that all requests are written. */
  void complete() {
    complete = true;
  }

  @Override
  public void close() throws IOException {
    try {
      if (writer != null) {
        writer.close();
      }
    } finally {
      if (!complete && writer != null && !target.equals(STDOUT)) {
        Files.deleteIfExists(Path.of(target));
      }
    }
  }
}
