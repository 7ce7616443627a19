package io.plimsoll.cli;

import picocli.CommandLine.Option;

/** The options that every command has; a picocli mixin. */
public final class CommonOptions {

  @Option(
      names = {"-verbose", "--verbose"},
      description = "Log every message, and stack traces of errors.")
  boolean verbose;

  @Option(
      names = {"-h", "-help", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-version", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @SuppressWarnings("deprecation") // Its successors also print help or the version.
  @Option(
      names = "--completion",
      help = true, // Needs none of the options and arguments that a run needs.
      description = "Print a completion script for bash and zsh, and exit.")
  boolean completion;

  /** Whether every message is to be logged. */
  public boolean verbose() {
    return verbose;
  }
}
