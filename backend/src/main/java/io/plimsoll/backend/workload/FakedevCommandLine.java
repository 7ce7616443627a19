package io.plimsoll.backend.workload;

import io.plimsoll.backend.device.Activity;
import io.plimsoll.backend.device.ActivityFile;
import io.plimsoll.backend.device.DeviceFile;
import io.plimsoll.backend.device.DeviceModel;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.Commands;
import io.plimsoll.cli.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the backend's own command line says after {@code fakedev}. */
@Command(
    name = "fakedev",
    sortOptions = false,
    customSynopsis = "java -jar backend.jar [-once] [OPTIONS] fakedev [SECONDS] [DEVICE-OPTIONS]",
    description = "Works on a simulated device that the backends of a host share.")
final class FakedevCommandLine implements Callable<ExitCode> {

  @Mixin private final FakedevOptions options = new FakedevOptions();

  @Option(
      names = "--activity-file",
      paramLabel = "FILE",
      description = "As --activity, from a JSON file, which may repeat it. Default: none.")
  private @Nullable Path activityFile;

  @Option(
      names = "--device-file",
      paramLabel = "FILE",
      description = "JSON file that describes the device. Default: a small integrated GPU.")
  private @Nullable Path deviceFile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of exponential times and fluctuations. Default: another every time.")
  @Nullable Long seed;

  @Option(
      names = {"-h", "-help", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  /**
   * Reads the command line, but no files.
   *
   * @throws CommandException exit code 2 for what is wrong with it
   */
  static FakedevCommandLine parse(List<String> args) {
    FakedevCommandLine line = new FakedevCommandLine();
    try {
      Commands.commandLine(line, false).parseArgs(args.toArray(String[]::new));
    } catch (ParameterException e) {
      throw new CommandException(ExitCode.USAGE, "fakedev: " + UnknownOption.text(e), e);
    }
    if (line.activityFile != null && line.options.activity != null) {
      throw CommandException.usage(
          "fakedev: --activity-file", line.activityFile, "without --activity");
    }
    return line;
  }

  /**
   * What it says of every request.
   *
   * @throws IllegalArgumentException for bad values
   */
  FakedevPlan plan() {
    return FakedevPlan.of(options);
  }

  /**
   * The content of the activity file, if one is named.
   *
   * @throws CommandException exit code 2 if it cannot be read, or is none
   */
  @Nullable Activity readActivity() {
    return activityFile == null ? null : ActivityFile.read(activityFile);
  }

  /**
   * The device that is simulated.
   *
   * @throws CommandException exit code 2 if its file cannot be read, or is none
   */
  DeviceModel readModel() {
    return deviceFile == null ? DeviceModel.DEFAULT : DeviceFile.read(deviceFile);
  }

  /** Not called: this only holds options. */
  @Override
  public ExitCode call() {
    return ExitCode.OK;
  }
}
