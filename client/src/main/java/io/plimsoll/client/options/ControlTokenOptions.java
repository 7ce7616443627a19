package io.plimsoll.client.options;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.control.ControlToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may change a load that runs; a picocli mixin. */
public final class ControlTokenOptions {

  /** A token and some blank lines; bounds what is read of a file that is none. */
  private static final int MOST_FILE_BYTES = 4 * ControlToken.MOST_CHARACTERS;

  @Option(
      names = "--control-token",
      paramLabel = "TOKEN",
      description =
          "What changes something over the control API needs this token. Others on this machine"
              + " can see it among the options of the process.")
  private @Nullable String token;

  @Option(
      names = "--control-token-file",
      paramLabel = "FILE",
      description = "The same, with the token in a file, which is read once.")
  private @Nullable Path file;

  /**
   * The options as a value.
   *
   * @throws CommandException if they do not go together, or what they say is no token
   */
  public ControlToken token() {
    if (file != null) {
      if (token != null) {
        throw CommandException.usage("--control-token-file", file, "not with --control-token");
      }
      return token("--control-token-file", read(file).strip());
    }
    return token == null ? ControlToken.NONE : token("--control-token", token);
  }

  private static ControlToken token(String option, String text) {
    if (!ControlToken.isValid(text)) {
      throw CommandException.usage(
          option, "a text of " + text.length() + " characters", ControlToken.RULE);
    }
    return new ControlToken(text);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MOST_FILE_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw CommandException.usage("--control-token-file", file, "a file that can be read");
    }
  }
}
