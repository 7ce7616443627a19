package io.plimsoll.client.runnergroup;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.command.LoadTrafficOptions;
import io.plimsoll.replay.command.TrafficOptions;
import io.plimsoll.replay.load.LoadProfile;
import io.plimsoll.replay.profile.ProfileException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * The options that shape the traffic, which come after {@code --} and go to every runner: the same
 * that a request to a queue may carry.
 */
final class TrafficArgs {

  @Command(name = "replay")
  private static final class Replay implements Callable<ExitCode> {
    @Mixin private final TrafficOptions traffic = new TrafficOptions();

    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  @Command(name = "load")
  private static final class Load implements Callable<ExitCode> {
    @Mixin private final LoadTrafficOptions traffic = new LoadTrafficOptions();

    @Override
    public ExitCode call() {
      return ExitCode.OK;
    }
  }

  private TrafficArgs() {}

  /**
   * Checks them, and whether they fit the profile, before anything is made.
   *
   * @param args as the user gave them
   * @return as the runners get them
   * @throws CommandException exit code 2 for the first that is bad
   */
  static List<String> check(GroupProfile profile, List<String> args) {
    try {
      return profile instanceof GroupProfile.Load load ? load(load, args) : replay(args);
    } catch (ParameterException e) {
      String text = String.valueOf(e.getMessage());
      throw new CommandException(
          ExitCode.USAGE,
          "after --: "
              + text.lines().findFirst().orElse(text)
              + " (expected: options of client.jar "
              + profile.workload().text()
              + " that shape the traffic)",
          e);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "after --: " + e.getMessage(), e);
    }
  }

  private static List<String> replay(List<String> args) {
    Replay replay = new Replay();
    Commands.commandLine(replay, false).parseArgs(args.toArray(String[]::new));
    replay.traffic.check();
    return replay.traffic.toArgs();
  }

  private static List<String> load(GroupProfile.Load profile, List<String> args) {
    Load load = new Load();
    Commands.commandLine(load, false).parseArgs(args.toArray(String[]::new));
    load.traffic.check();
    try {
      LoadProfile.parse(profile.text().getBytes(StandardCharsets.UTF_8))
          .with(load.traffic.overrides());
    } catch (ProfileException e) {
      throw new IllegalStateException("it was checked before", e);
    }
    return load.traffic.toArgs();
  }
}
