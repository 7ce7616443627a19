package io.plimsoll.client.replay;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.ProgressLine;
import io.plimsoll.protocol.Reply;
import io.plimsoll.protocol.Request;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.report.ReplayReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One distributed replay. */
@Command(
    name = "replay",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Replays a profile of API requests over as many backends as it has runners, and merges their"
          + " reports. The backends pull from a replay queue and read the profile themselves, so it"
          + " must be a path or URL that all of them reach."
    })
public final class ReplayCommand implements Callable<ExitCode> {

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final GangOptions gang = new GangOptions();
  @Mixin private final TrafficOptions traffic = new TrafficOptions();

  @Option(
      names = "--runners",
      paramLabel = "N",
      description = "Into how many partitions the profile is split. Default: as it says itself.")
  private @Nullable Integer runners;

  @Parameters(paramLabel = "PROFILE", description = "Path or http(s):// URL of the profile.")
  private String profile = "";

  @Override
  public ExitCode call() {
    ReportFiles.check(gang.reports());
    traffic.check();
    List<String> args = new ArrayList<>();
    args.add(profile);
    args.addAll(traffic.toArgs());
    int fallback = runners == null ? ProfileRunners.of(profile) : 1;
    Request request = gang.request(args, runners, fallback);
    ProgressLine line = new ProgressLine(System.err, common.verbose());
    GangResult result = new GangRun(gang.frontend(), gang.retry(), line).run(request);
    return finish(request.runners(), result, System.out, System.err);
  }

  private ExitCode finish(int count, GangResult result, PrintStream out, PrintStream err) {
    Reply answer = result.answer();
    if (result.runners().isEmpty() && answer.failed()) {
      err.println("replay failed: " + Failures.of(answer));
      return ExitCode.FAILED;
    }
    ReplayReport report = merged(count, result);
    out.print(report.toText());
    out.flush();
    ReportFiles.write(
        gang.reports(), report::toPrettyJson, () -> report.toHtml("Replay of " + profile));
    if (answer.failed()) {
      err.println("replay failed: " + Failures.of(answer));
    }
    return answer.failed() || report.verdict().invalid() ? ExitCode.FAILED : ExitCode.OK;
  }

  private static ReplayReport merged(int count, GangResult result) {
    List<ReplayReport> reports = new ArrayList<>();
    for (int runner = 0; runner < count; runner++) {
      reports.add(report(runner, result.runners()));
    }
    return ReplayReport.merge(reports);
  }

  private static ReplayReport report(int runner, Map<Integer, Reply> replies) {
    Reply reply = replies.get(runner);
    if (reply == null) {
      return ReplayReport.failedRunner(runner, "", "", "did not answer");
    }
    if (reply.result() != null) {
      try {
        return ReplayReport.parse(reply.result().toByteArray());
      } catch (IllegalArgumentException e) {
        return ReplayReport.failedRunner(
            runner, reply.pod(), reply.node(), String.valueOf(e.getMessage()));
      }
    }
    return ReplayReport.failedRunner(runner, reply.pod(), reply.node(), Failures.of(reply));
  }
}
