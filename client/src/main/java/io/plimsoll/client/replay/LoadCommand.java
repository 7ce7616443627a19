package io.plimsoll.client.replay;

import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.LoadTrafficOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One distributed load. */
@Command(
    name = "load",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Runs a load profile on several backends at once, and merges their reports. Each runner runs"
          + " the whole profile, so that N of them make N times its rate.",
      "The backends pull from a replay queue, such as the frontend makes of the name replay:"
          + " frontend.jar replay, then backend.jar -name replay load on each. They read the profile"
          + " themselves, so it must be a path or URL that all of them reach.",
      "Options that replace what the profile says are for a profile with one spec."
    })
public final class LoadCommand implements Callable<ExitCode> {

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final GangOptions gang = new GangOptions();
  @Mixin private final LoadTrafficOptions traffic = new LoadTrafficOptions();

  @Option(
      names = "--runners",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many backends run the profile at once.")
  private int runners;

  @Parameters(
      paramLabel = "PROFILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Path or http(s):// URL of the profile.")
  private String profile = "";

  @Override
  public ExitCode call() {
    traffic.check();
    LoadProfiles.check(profile, traffic.overrides());
    List<String> args = new ArrayList<>();
    args.add(profile);
    args.addAll(traffic.toArgs());
    return gang.run(ReportKind.LOAD, args, runners, common.verbose());
  }
}
