package io.plimsoll.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/**
 * Runs a picocli command the way all three programs behave: flags in every form that the original
 * tool took ({@code -faddr X}, {@code -faddr=X}, {@code --faddr X}, {@code -ignore=false}), errors
 * in one line on stderr, exit codes as {@link ExitCode} has them.
 */
public final class Commands {

  private static final int HELP_COLUMNS = 100;

  private Commands() {}

  /**
   * Parses {@code args} into {@code command} and calls it.
   *
   * @param command annotated for picocli, with {@link CommonOptions} as a mixin named {@code
   *     common}; so are its subcommands, if it has any
   * @param stopAtPositional whether everything after the first argument that is no option is an
   *     argument too, options of a workload for instance; never so for subcommands
   * @return what the process is to exit with
   */
  public static int run(Callable<ExitCode> command, boolean stopAtPositional, String... args) {
    return commandLine(command, stopAtPositional).execute(args);
  }

  /** The command line that {@link #run} uses, for tests of options and defaults. */
  public static CommandLine commandLine(Callable<ExitCode> command, boolean stopAtPositional) {
    CommandLine line = new CommandLine(command);
    line.setPosixClusteredShortOptionsAllowed(false)
        .setStopAtPositional(stopAtPositional)
        // An argument of a workload that starts with @ is just that.
        .setExpandAtFiles(false)
        // As in Go: the last one counts.
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpWidth(HELP_COLUMNS)
        .registerConverter(boolean.class, Commands::bool)
        .registerConverter(int.class, text -> number(text, Integer::decode, "a whole number"))
        .registerConverter(long.class, text -> number(text, Long::decode, "a whole number"))
        .registerConverter(double.class, text -> number(text, Double::valueOf, "a number"))
        .registerConverter(HostPort.class, Commands::hostPort)
        .registerConverter(Duration.class, Commands::duration)
        .setExitCodeExceptionMapper(Commands::exitCode)
        .setExecutionStrategy(Commands::execute)
        .setParameterExceptionHandler(Commands::usageError)
        .setExecutionExceptionHandler(Commands::executionError);
    line.getSubcommands().values().forEach(Commands::takeOptionsAnywhere);
    provideVersion(line, line.getCommandName());
    return line;
  }

  private static void takeOptionsAnywhere(CommandLine line) {
    line.setStopAtPositional(false);
    line.getSubcommands().values().forEach(Commands::takeOptionsAnywhere);
  }

  private static void provideVersion(CommandLine line, String program) {
    line.getCommandSpec().versionProvider(() -> new String[] {version(program)});
    line.getSubcommands().values().forEach(subcommand -> provideVersion(subcommand, program));
  }

  private static int execute(ParseResult parsed) {
    CommonOptions top = common(parsed);
    List<CommandLine> called = parsed.asCommandLineList();
    CommonOptions common = common(called.get(called.size() - 1).getParseResult());
    if (top.completion && !top.help && !top.version) {
      CommandLine line = parsed.commandSpec().commandLine();
      line.getOut().print(AutoComplete.bash(parsed.commandSpec().name(), line));
      line.getOut().flush();
      return ExitCode.OK.code();
    }
    Logging.configure(top.verbose || common.verbose);
    int code =
        new CommandLine.RunLast()
            .execute(parsed); // Also prints help and version where they are asked for.
    Object result = called.get(called.size() - 1).getExecutionResult();
    return result instanceof ExitCode exit ? exit.code() : code;
  }

  private static CommonOptions common(ParseResult parsed) {
    CommandSpec mixin = requireNonNull(parsed.commandSpec().mixins().get("common"));
    return (CommonOptions) mixin.userObject();
  }

  private static int exitCode(Throwable error) {
    return error instanceof CommandException e ? e.exitCode().code() : ExitCode.UNREACHABLE.code();
  }

  private static int usageError(ParameterException e, String[] args) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    complain(e.getCommandLine(), text.lines().findFirst().orElse(text) + "; see --help");
    return spec.exitCodeOnInvalidInput();
  }

  private static int executionError(Exception e, CommandLine line, ParseResult parsed) {
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    complain(line, text);
    // What could not be cleaned up after it needs somebody's attention too.
    for (Throwable suppressed : e.getSuppressed()) {
      if (suppressed instanceof CommandException) {
        complain(line, String.valueOf(suppressed.getMessage()));
      }
    }
    if (common(line.getParseResult()).verbose) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      line.getErr().println(trace);
    }
    return exitCode(e);
  }

  private static void complain(CommandLine line, String text) {
    String command = line.getCommandSpec().qualifiedName();
    line.getErr().println(command + ": " + Text.printable(text));
    line.getErr().flush();
  }

  private static String version(String program) {
    String version = Commands.class.getPackage().getImplementationVersion();
    return program + " " + (version == null ? "(development build)" : version);
  }

  /** The words for true and false that Go's flag package takes. */
  private static boolean bool(String text) {
    return switch (text) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "0", "f", "F", "false", "FALSE", "False" -> false;
      default -> throw new TypeConversionException("'" + text + "' (expected: true or false)");
    };
  }

  private static <T> T number(String text, Function<String, T> parser, String expected) {
    try {
      return parser.apply(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' (expected: " + expected + ")");
    }
  }

  private static HostPort hostPort(String text) {
    try {
      return HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
