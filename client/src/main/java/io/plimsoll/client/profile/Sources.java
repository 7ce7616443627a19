package io.plimsoll.client.profile;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;

/** Opens what a command reads, with its progress shown, and turns errors into exit codes. */
final class Sources {

  private Sources() {}

  static ProfileSource parse(String text) {
    try {
      return ProfileSource.parse(text, System.in);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  static InputStream open(ProfileSource source, long maxBytes, PrintWriter err) throws IOException {
    return new ProgressStream(source.open(maxBytes), source.name(), err, System::nanoTime);
  }

  /** The message already names the option and what was expected. */
  static CommandException usage(IllegalArgumentException e) {
    return new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
  }

  /** The source cannot be read, or what is written not be written. */
  static CommandException unreachable(IOException e) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    return new CommandException(ExitCode.UNREACHABLE, text, e);
  }

  /** Not enough memory, of the heap or of the stack; what was read so far is let go. */
  static CommandException exhausted(ProfileSource source, VirtualMachineError e) {
    String what = e instanceof OutOfMemoryError ? "not enough memory" : e.toString();
    return new CommandException(
        ExitCode.UNREACHABLE,
        "PROFILE: " + source.name() + ": " + what + " (expected: a larger heap, java -Xmx)",
        e);
  }
}
