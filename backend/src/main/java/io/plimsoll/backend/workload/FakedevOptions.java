package io.plimsoll.backend.workload;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What both the command line and a request may say after {@code fakedev}; a picocli mixin. */
final class FakedevOptions {

  @Parameters(
      arity = "0..1",
      paramLabel = "SECONDS",
      description =
          "Seconds of work: " + SleepTime.RULE + ". Default: each request says it itself.")
  @Nullable String seconds;

  @Option(
      names = "--load",
      paramLabel = "PERCENT",
      description = "How much of the device a request asks for, 0 to 100. Default: 100.")
  @Nullable String load;

  @Option(
      names = "--memory",
      paramLabel = "BYTES",
      description = "Memory of the device that it holds, such as 512MiB. Default: 0.")
  @Nullable String memory;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description =
          "The device; who names the same one shares it. Default: that of --device-glob, else"
              + " card0.")
  @Nullable String device;

  @Option(
      names = "--activity",
      paramLabel = "LOAD:FLUCTUATION:SECONDS[,...]",
      description =
          "How the load varies: LOAD percent, give or take FLUCTUATION percent, for SECONDS of"
              + " work, and so on. Default: it does not.")
  @Nullable String activity;

  /** The arguments of a request. */
  @Command(name = "request")
  private static final class Request implements Callable<ExitCode> {

    @Mixin private final FakedevOptions options = new FakedevOptions();

    /** Not called: this only holds options. */
    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  /**
   * Reads a request's arguments.
   *
   * @throws IllegalArgumentException for what a request may not carry
   */
  static FakedevOptions ofRequest(List<String> args) {
    Request request = new Request();
    try {
      Commands.commandLine(request, false).parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new IllegalArgumentException(
          UnknownOption.text(e) + " (expected: SECONDS, --load, --memory, --activity, --device)",
          e);
    }
    return request.options;
  }
}
