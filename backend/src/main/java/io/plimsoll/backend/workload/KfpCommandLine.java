package io.plimsoll.backend.workload;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.kfp.KfpApi;
import io.plimsoll.kfp.KfpOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * What the backend's own command line says after {@code kfp}: which API, and the start of every
 * request. None of the first may come from a request: it chooses credentials.
 */
@Command(
    name = "kfp",
    sortOptions = false,
    customSynopsis =
        "java -jar backend.jar [-once] [OPTIONS] kfp [API-OPTIONS] [run|gets [REQUEST-OPTIONS]]",
    description = "Creates runs of Kubeflow Pipelines and follows them, or gets what there is.")
final class KfpCommandLine implements Callable<ExitCode> {

  private static final Logger LOG = LoggerFactory.getLogger(KfpCommandLine.class);

  /** A run of days is no load test, and nanoseconds of more than 292 years do not fit. */
  private static final Duration MOST_RUN_TIMEOUT = Duration.ofDays(7);

  @Mixin private final KfpOptions api = new KfpOptions();

  @Option(
      names = "--run-timeout",
      paramLabel = "TIME",
      description = "How long a run may take; it is terminated then. Default: 1h.")
  Duration runTimeout = Duration.ofHours(1);

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of what is got at random. Default: another every time.")
  @Nullable Long seed;

  @Option(
      names = {"-h", "-help", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Parameters(
      arity = "0..*",
      paramLabel = "REQUEST",
      description =
          "What every request begins with: run --pipeline ID --version ID [--experiment ID]"
              + " [--name PREFIX], or gets [--kinds pipelines,versions,experiments,runs].")
  final List<String> request = new ArrayList<>();

  /**
   * Reads the command line, but no files.
   *
   * @throws CommandException exit code 2 for what is wrong with it
   */
  static KfpCommandLine parse(List<String> args) {
    KfpCommandLine line = new KfpCommandLine();
    try {
      Commands.commandLine(line, true).parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new CommandException(ExitCode.USAGE, "kfp: " + UnknownOption.text(e), e);
    }
    if (line.runTimeout.isZero() || line.runTimeout.compareTo(MOST_RUN_TIMEOUT) > 0) {
      throw CommandException.usage(
          "kfp: --run-timeout", line.runTimeout.toMillis() / 1e3 + " s", "1ms to 168h");
    }
    return line;
  }

  /**
   * Checks what it says of requests, as far as it does.
   *
   * @throws CommandException exit code 2 for what no request may begin with
   */
  void checkRequest() {
    try {
      KfpRequest.checkStart(request);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "kfp: " + e.getMessage(), e);
    }
  }

  /**
   * The API that it names; contacts nobody yet.
   *
   * @throws CommandException exit code 2 for what is wrong with its options
   */
  KfpApi open() {
    try {
      KfpApi opened = new KfpApi(api.server(), api.patience());
      String warning = api.warning();
      if (warning != null) {
        LOG.warn("{}", warning);
      }
      return opened;
    } catch (ParameterException | IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "kfp: " + e.getMessage(), e);
    }
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
