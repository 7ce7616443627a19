package io.plimsoll.bench.truth;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.Durations;
import io.plimsoll.cli.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the comparison with theory, and its course. */
@Command(
    name = "truth",
    header = "What the programs measure of seven queues, beside what queueing theory says of them.",
    sortOptions = false,
    showDefaultValues = true)
final class TruthCommand implements Callable<ExitCode> {

  /** A share by which no wait may be wrong without being found out. */
  private static final double WRONG = 0.15;

  @SuppressWarnings("UnusedVariable") // Help and version.
  @Mixin
  private CommonOptions common = new CommonOptions();

  @Option(names = "--minutes", defaultValue = "12", description = "How long waits are measured.")
  private double minutes = 12;

  @Option(
      names = "--service",
      paramLabel = "TIME",
      defaultValue = "50ms",
      description = "Mean service time of every queue.")
  private Duration service = Duration.ofMillis(50);

  @Option(
      names = "--warm-up",
      paramLabel = "TIME",
      defaultValue = "10",
      description = "Under load before that.")
  private Duration warmUp = Duration.ofSeconds(10);

  @Option(names = "--seed", defaultValue = "1", description = "Of arrivals and services.")
  private long seed = 1;

  @Option(
      names = "--jars",
      defaultValue = "",
      description = "A folder with the three jars; left out: those of the build tree.")
  private String jars = "";

  @Option(names = "--java", description = "What runs them; left out: the Java of this program.")
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  @Override
  public ExitCode call() {
    if (!(minutes > 0)) {
      throw CommandException.usage("--minutes", minutes, "more than 0");
    }
    List<QueueModel> models = QueueModel.all(service.toNanos() / 1e9);
    TruthTable table = new TruthTable(System.out);
    table.line(
        "seed %d, service %s s, %.2f minutes, %d processors",
        seed, Durations.seconds(service), minutes, Runtime.getRuntime().availableProcessors());
    TruthRun.Result result = run(models);
    table.line(
        "a server that has always work is idle for %.3f ms between reply and next item",
        1e3 * result.gapSeconds());
    table.line("");
    List<Judgement> judgements = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      judgements.add(judge(models.get(i), i, result));
    }
    table.print(judgements);
    return verdict(table, judgements);
  }

  private TruthRun.Result run(List<QueueModel> models) {
    try {
      Path logs = Files.createTempDirectory("plimsoll-truth");
      TruthRun.Jars programs =
          new TruthRun.Jars(java, jar("frontend"), jar("backend"), jar("client"), logs);
      try (TruthRun run = new TruthRun(models, seed, programs)) {
        run.start();
        Pause.millis(warmUp.toMillis());
        return run.measure(Duration.ofMillis(Math.round(minutes * 60_000)));
      } finally {
        try (var files = Files.list(logs)) {
          files.forEach(file -> file.toFile().delete());
        }
        Files.delete(logs);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path jar(String name) {
    return jars.isEmpty()
        ? Path.of(name, "target", name + ".jar")
        : Path.of(jars).resolve(name + ".jar");
  }

  private Judgement judge(QueueModel model, int index, TruthRun.Result result) {
    Measured measured = result.queues().get(index);
    int count = (int) measured.started();
    double[] arrivals =
        Draws.starts(
            model.ratePerSecond(), TruthRun.arrivals(seed, index), measured.gapsBefore(), count);
    double[] sleeps =
        Draws.sleeps(model, TruthRun.services(seed, index), measured.sleepsBefore(), count);
    return Judgement.of(
        model,
        measured,
        arrivals,
        sleeps,
        result.gapSeconds(),
        extra -> Band.of(model, extra, measured.seconds(), seed));
  }

  private ExitCode verdict(TruthTable table, List<Judgement> judgements) {
    int faults = 0;
    int blind = 0;
    for (Judgement one : judgements) {
      for (String fault : one.faults()) {
        table.line("WRONG %s: %s", one.model().name(), fault);
        faults++;
      }
      for (double factor : new double[] {1 - WRONG, 1 + WRONG}) {
        // Of the path, not of what was measured: that may be a little off, to one side.
        Measured wrong = one.measured().withWaits(one.path().times(factor));
        if (one.faults().isEmpty() && one.of(wrong).faultsOfWaits().isEmpty()) {
          table.line("BLIND %s: waits times %.2f pass too", one.model().name(), factor);
          blind++;
        }
      }
    }
    if (judgements.stream().anyMatch(Judgement::tooBusy)) {
      table.line(
          "too busy to tell: servers idle beside work, or starts late, for more than %.0f %% of a"
              + " service time (expected: a machine with little else to do, or a longer --service)",
          100 * Judgement.BUSY);
      return ExitCode.FAILED;
    }
    table.line(
        faults + blind == 0
            ? "theory and measurement agree; waits 15 %% longer or shorter would not"
            : faults + " faults, " + blind + " checks that are blind");
    return faults + blind == 0 ? ExitCode.OK : ExitCode.FAILED;
  }
}
