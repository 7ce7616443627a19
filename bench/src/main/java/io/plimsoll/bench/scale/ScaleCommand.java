package io.plimsoll.bench.scale;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.bench.load.Loop;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the measurements of scale. */
@Command(
    name = "scale",
    header = "What a frontend costs when much waits in it, and when it has many queues.",
    sortOptions = false,
    showDefaultValues = true)
final class ScaleCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Help and version.
  @Mixin
  private CommonOptions common = new CommonOptions();

  @Option(names = "--rounds", defaultValue = "7", description = "In turn; medians are told.")
  private int rounds = 7;

  @Option(names = "--seconds", defaultValue = "5", description = "Each measurement of a round.")
  private double seconds = 5;

  @Option(names = "--queued", defaultValue = "100000", description = "Requests that wait.")
  private int queued = 100_000;

  @Option(names = "--connections", defaultValue = "10000", description = "Open connections.")
  private int connections = 10_000;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Requests a second where times are measured.")
  private double rate = 5000;

  @Option(names = "--only", description = "crowd or queues; left out: both.")
  private String only = "";

  @Option(
      names = "--loops",
      split = ",",
      defaultValue = "0",
      description =
          "Event loops of the frontends of queues; those of several, as of 1,2, are measured side"
              + " by side. 0 = what the frontend takes by itself.")
  private List<Integer> loops = List.of(0);

  @Option(
      names = "--frontend",
      defaultValue = "frontend/target/frontend.jar",
      description = "The frontend's jar.")
  private Path jar = Path.of("frontend/target/frontend.jar");

  @Option(
      names = "--java-options",
      defaultValue = "",
      description = "Options of the Java that runs it, with spaces between.")
  private String javaOptions = "";

  @Override
  public ExitCode call() {
    Measure measure =
        new Measure(rounds, Duration.ofMillis(Math.round(seconds * 1000)), rate, System.out);
    if (!only.equals("queues")) {
      inLoop(loop -> new CrowdScale(measure, this::frontend, loop).run(connections, queued));
    }
    if (!only.equals("crowd")) {
      inLoop(loop -> new QueuesScale(measure, this::frontend, loop).run(loops));
    }
    return ExitCode.OK;
  }

  private static void inLoop(Consumer<Loop> part) {
    try (Loop loop = new Loop()) {
      part.accept(loop);
    }
  }

  private FrontendProcess frontend(List<String> arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> options =
        Arrays.stream(javaOptions.split(" ")).filter(option -> !option.isEmpty()).toList();
    return FrontendProcess.start(java, jar, options, arguments);
  }
}
