package io.plimsoll.backend.workload;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.profile.ProfileSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The arguments of a request: a profile, and options that shape the traffic. */
@Command(name = "request")
final class RequestLine implements Callable<ExitCode> {

  @Parameters(arity = "0..1", paramLabel = "PROFILE")
  private @Nullable String profile;

  private RequestLine() {}

  /**
   * Reads a request's arguments.
   *
   * @param traffic a picocli mixin with the options that a request may carry
   * @throws IllegalArgumentException for what a request may not carry
   */
  static RequestLine parse(Object traffic, List<String> args) {
    RequestLine line = new RequestLine();
    try {
      Commands.commandLine(line, false)
          .addMixin("traffic", traffic)
          .parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new IllegalArgumentException(
          UnknownOption.text(e) + " (expected: PROFILE and options that shape its traffic)", e);
    }
    return line;
  }

  /**
   * Which profile it is.
   *
   * @param own the command line's, which wins; null: it has none
   * @param once whether there is a standard input to read it from
   * @throws IllegalArgumentException if there is none, or it cannot be read
   */
  String profile(@Nullable String own, boolean once) {
    String chosen = own != null ? own : profile;
    if (chosen == null) {
      throw new IllegalArgumentException("PROFILE: missing (expected: a path or URL)");
    }
    if (chosen.equals(ProfileSource.STDIN) && !once) {
      throw new IllegalArgumentException(
          "PROFILE: - (expected: a path or URL; standard input only with -once)");
    }
    return chosen;
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
