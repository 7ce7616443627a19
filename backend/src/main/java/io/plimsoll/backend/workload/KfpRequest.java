package io.plimsoll.backend.workload;

import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.kfp.GetKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What one request to the workload {@code kfp} asks for. */
sealed interface KfpRequest {

  /** Identifiers of the API are UUIDs; other servers' may be longer. */
  int MOST_ID_CHARACTERS = 253;

  /** Names of the API have at most 128, and a random part follows. */
  int MOST_NAME_CHARACTERS = 100;

  /**
   * A run, to be created and followed.
   *
   * @param experiment empty = the server's default
   * @param name what the run's name begins with
   */
  record Start(String pipeline, String version, String experiment, String name)
      implements KfpRequest {}

  /** One GET at random. */
  record Get(List<GetKind> kinds) implements KfpRequest {
    public Get {
      kinds = List.copyOf(kinds);
    }
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException for what is wrong with them
   */
  static KfpRequest parse(List<String> args) {
    if (args.isEmpty()) {
      throw new IllegalArgumentException("nothing asked for (expected: run or gets)");
    }
    return read(args).request();
  }

  /**
   * Checks arguments that others may follow.
   *
   * @throws IllegalArgumentException for what is wrong with them whatever follows
   */
  static void checkStart(List<String> args) {
    if (!args.isEmpty()) {
      Options unused = read(args);
    }
  }

  private static Options read(List<String> args) {
    Options options =
        switch (args.get(0)) {
          case "run" -> new StartOptions();
          case "gets" -> new GetOptions();
          default ->
              // Of an option its name only: its value may be a token.
              throw new IllegalArgumentException(
                  "'" + args.get(0).split("=", 2)[0] + "' (expected: run or gets)");
        };
    CommandLine line = Commands.commandLine(options, false);
    try {
      line.parseArgs(args.subList(1, args.size()).toArray(String[]::new));
    } catch (ParameterException e) {
      throw new IllegalArgumentException(line.getCommandName() + ": " + UnknownOption.text(e), e);
    }
    return options;
  }

  /** What follows the first word. */
  sealed interface Options extends Callable<ExitCode> {

    /**
     * What they ask for.
     *
     * @throws IllegalArgumentException for what is missing, and for bad values
     */
    KfpRequest request();

    /** Not called: these only hold options. */
    @Override
    default ExitCode call() {
      return ExitCode.OK;
    }
  }

  /** After {@code run}. */
  @Command(name = "run")
  final class StartOptions implements Options {

    @Option(names = "--pipeline")
    private String pipeline = "";

    @Option(names = "--version")
    private String version = "";

    @Option(names = "--experiment")
    private String experiment = "";

    @Option(names = "--name")
    private String name = "plimsoll";

    @Override
    public Start request() {
      checkLength("--pipeline", pipeline, 1, MOST_ID_CHARACTERS);
      checkLength("--version", version, 1, MOST_ID_CHARACTERS);
      checkLength("--experiment", experiment, 0, MOST_ID_CHARACTERS);
      checkLength("--name", name, 1, MOST_NAME_CHARACTERS);
      return new Start(pipeline, version, experiment, name);
    }

    private static void checkLength(String option, String value, int least, int most) {
      if (value.length() < least) {
        throw new IllegalArgumentException("run: " + option + ": missing");
      }
      if (value.length() > most) {
        throw new IllegalArgumentException(
            "run: %s: %d characters (expected: at most %d)"
                .formatted(option, value.length(), most));
      }
    }
  }

  /** After {@code gets}. */
  @Command(name = "gets")
  final class GetOptions implements Options {

    @Option(names = "--kinds", split = ",")
    private List<String> kinds = new ArrayList<>();

    @Override
    public Get request() {
      try {
        return new Get(
            kinds.isEmpty()
                ? List.of(GetKind.values())
                : kinds.stream().map(GetKind::of).distinct().toList());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("gets: --kinds: " + e.getMessage(), e);
      }
    }
  }
}
