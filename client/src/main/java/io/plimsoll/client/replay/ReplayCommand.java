package io.plimsoll.client.replay;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.TrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
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

  @Parameters(
      paramLabel = "PROFILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Path or http(s):// URL of the profile.")
  private String profile = "";

  @Override
  public ExitCode call() {
    traffic.check();
    List<String> args = new ArrayList<>();
    args.add(profile);
    args.addAll(traffic.toArgs());
    int count = runners == null ? ProfileRunners.of(profile) : runners;
    return gang.run(ReportKind.REPLAY, args, count, common.verbose());
  }
}
