package io.plimsoll.client.replay;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.client.options.FrontendOptions;
import io.plimsoll.client.report.ReportFiles;
import io.plimsoll.protocol.Limits;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.protocol.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command reaches a replay queue and what it leaves behind; a picocli mixin. */
final class GangOptions {

  @Mixin private final FrontendOptions frontend = new FrontendOptions();

  @Option(
      names = {"-name", "--name", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "replay",
      description = "The replay queue to send to.")
  private String queue = "";

  @Option(
      names = {"-limit", "--limit"},
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Run time limit of each runner; 0 = the backend's default.")
  private Duration limit = Duration.ZERO;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Write the merged report to this file, .json or .html; may be given twice.")
  private List<Path> reports = List.of();

  /**
   * Sends a request, waits for its answer, shows and writes the report.
   *
   * @param args the profile and the options that go with it
   * @param runners how many runners there are to be
   * @throws CommandException if an option is bad, or if the frontend cannot be reached or is lost
   */
  ExitCode run(ReportKind<?> kind, List<String> args, int runners, boolean verbose) {
    ReportFiles.check(reports, ReportKind.FORMS);
    Request request = request(args, runners);
    ProgressLine line = new ProgressLine(System.err, verbose);
    GangResult result =
        new GangRun(frontend.address(), frontend.tls(), frontend.retry(), line).run(request);
    return kind.finish(args.get(0), runners, result, reports, System.out, System.err);
  }

  /**
   * The request for a gang.
   *
   * @throws CommandException if an option is bad
   */
  Request request(List<String> args, int runners) {
    if (runners < 1 || runners > Limits.RUNNERS) {
      throw CommandException.usage("--runners", runners, "1 to " + Limits.RUNNERS);
    }
    if (!QueueNames.isValid(queue)) {
      throw CommandException.usage("--queue", queue, QueueNames.RULE);
    }
    return new Request(1, true, queue, args, limit.toNanos() / 1e9, runners);
  }
}
