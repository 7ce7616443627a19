package io.plimsoll.bench.soak;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.Signals;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the soak, and its course. */
@Command(
    name = "soak",
    header = "Everything that clients and workers do to a frontend, and do wrong, for a while.",
    sortOptions = false,
    showDefaultValues = true)
final class SoakCommand implements Callable<ExitCode> {

  /** Live bytes that may be more at the end: less than one for five jobs of the shortest soak. */
  private static final long HEAP_SLACK_BYTES = 1 << 20;

  /** More than this, and a descriptor is lost now and then: one in 20 kills of a minute. */
  private static final int DESCRIPTOR_SLACK = 5;

  /** In which all code is loaded, and pools and tables get their size. */
  private static final double WARM_UP_SHARE = 0.2;

  /** So that messages change loops, which a frontend on few processors does not do by itself. */
  private static final String LOOPS = "2";

  private static final Duration END_OF_CONNECTIONS = Duration.ofSeconds(60);

  private static final double MIB = 1 << 20;

  @SuppressWarnings("UnusedVariable") // Help and version.
  @Mixin
  private CommonOptions common = new CommonOptions();

  @Option(names = "--minutes", defaultValue = "10", description = "How long at least.")
  private double minutes = 10;

  @Option(names = "--jobs", defaultValue = "0", description = "How many jobs at least.")
  private long jobs;

  @Option(names = "--seed", defaultValue = "1", description = "Of the random choices.")
  private long seed = 1;

  @Option(
      names = "--records",
      defaultValue = "0",
      description = "Places that a leak report names; more make the frontend slower.")
  private int records;

  @Option(
      names = "--frontend",
      defaultValue = "frontend/target/frontend.jar",
      description = "The frontend's jar.")
  private Path jar = Path.of("frontend/target/frontend.jar");

  @Option(names = "--java", description = "What runs it; left out: the Java of this program.")
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  /** What the frontend holds while nothing is connected. */
  private record Footprint(long liveBytes, long residentBytes, int descriptors) {

    static Footprint of(FrontendProcess frontend) {
      return new Footprint(
          frontend.liveBytes().orElse(0), frontend.residentBytes(), frontend.descriptors());
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%.2f MiB live, %.0f MiB resident, %d descriptors",
          liveBytes / MIB,
          residentBytes / MIB,
          descriptors);
    }
  }

  @Override
  public ExitCode call() {
    PrintStream out = System.out;
    List<String> options =
        List.of(
            "-Xmx512m",
            "-Dio.netty.leakDetection.level=paranoid",
            "-Dio.netty.leakDetection.trackClose=" + (records > 0),
            "-Dio.netty.leakDetection.targetRecords=" + records);
    List<String> arguments = new ArrayList<>(List.of("--redeliver", "1", "--classic-wait", "1"));
    arguments.addAll(List.of("--loops", LOOPS));
    arguments.addAll(SoakQueue.queueNames());
    out.println("seed " + seed + ", Java with " + String.join(" ", options));
    try (FrontendProcess frontend =
        FrontendProcess.start(java.toString(), jar, options, arguments)) {
      return soak(frontend, out);
    }
  }

  private ExitCode soak(FrontendProcess frontend, PrintStream out) {
    Soak soak = new Soak(frontend, seed, out);
    Signals.onTermination(count -> soak.stop());
    List<String> failed = new ArrayList<>();
    long millis = Math.round(minutes * 60_000);
    long begun = System.nanoTime();
    run(soak, Math.round(millis * WARM_UP_SHARE), 0, failed);
    Footprint before = footprint(frontend);
    run(soak, Math.round(millis * (1 - WARM_UP_SHARE)), jobs - soak.answered(), failed);
    double ran = (System.nanoTime() - begun) / 60e9;
    Footprint after = footprint(frontend);
    // A leak is found by a collection, and told when the next buffer is allocated.
    run(soak, 1000, 0, failed);
    footprint(frontend);

    failed.addAll(Books.check(soak, frontend));
    happened(failed, "workers killed", soak.kills);
    happened(failed, "items of classic workers", soak.classicItems);
    happened(failed, "withdrawn", soak.tally(SoakQueue.STAYING).withdrawn);
    happened(failed, "dropped by leaving clients", soak.tally(SoakQueue.LEAVING).dropped);
    happened(failed, "dropped by clients that cut off", soak.tally(SoakQueue.ABRUPT).dropped);
    if (before.liveBytes == 0) {
      out.println("HEAP NOT CHECKED: no jcmd beside " + java + " (expected: a JDK)");
    }
    atMost(failed, "live bytes", after.liveBytes, before.liveBytes + HEAP_SLACK_BYTES);
    atMost(failed, "descriptors", after.descriptors, before.descriptors + DESCRIPTOR_SLACK);
    SoakReport.print(out, soak, ran);
    out.println("before: " + before);
    out.println("after:  " + after);
    failed.forEach(line -> out.println("FAILED " + line));
    if (!failed.isEmpty()) {
      frontend
          .metrics()
          .lines()
          .filter(line -> line.startsWith("hpa_connections_") && !line.endsWith(" 0.0"))
          .forEach(out::println);
    }
    out.println(failed.isEmpty() ? "the books balance" : failed.size() + " checks failed");
    return failed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
  }

  private static void run(Soak soak, long millis, long jobs, List<String> failed) {
    if (!soak.run(Duration.ofMillis(millis), jobs)) {
      failed.add("some requests have no answer");
    }
  }

  /** A soak in which nothing goes wrong says nothing. */
  private static void happened(List<String> failed, String what, long times) {
    if (times == 0) {
      failed.add(what + ": 0 (expected: 1 or more)");
    }
  }

  private static void atMost(List<String> failed, String what, long is, long most) {
    if (is > most) {
      failed.add(what + ": " + is + " (expected: at most " + most + ")");
    }
  }

  /** Once the frontend has seen that nobody is connected. */
  private static Footprint footprint(FrontendProcess frontend) {
    long end = System.nanoTime() + END_OF_CONNECTIONS.toNanos();
    while (Books.connected(frontend.metrics()) && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        throw new CommandException(ExitCode.FAILED, "interrupted");
      }
    }
    return Footprint.of(frontend);
  }
}
