package io.plimsoll.bench.rate;

import io.plimsoll.bench.load.FrontendProcess;
import io.plimsoll.bench.load.JarProcess;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the measurements of one client. */
@Command(
    name = "rate",
    header = "How exactly and how fast one client starts requests, and what many at once cost it.",
    sortOptions = false,
    showDefaultValues = true)
final class RateCommand implements Callable<ExitCode> {

  /** More than are ever at work at once: none has to wait for a slot. */
  private static final int FAST_SLOTS = 256;

  /** As many as a backend may have, or nearly: the rest waits in the queue. */
  private static final int SLEEPING_SLOTS = 10_000;

  @SuppressWarnings("UnusedVariable") // Help and version.
  @Mixin
  private CommonOptions common = new CommonOptions();

  @Option(names = "--seconds", defaultValue = "10", description = "Each of the three rates.")
  private double seconds = 10;

  @Option(
      names = "--search-seconds",
      defaultValue = "4",
      description = "Each rate of the search for the highest.")
  private double searchSeconds = 4;

  @Option(
      names = "--lag-p99",
      defaultValue = "0.02",
      description = "A rate is held if 99 of 100 requests are sent so many seconds after due.")
  private double lagSeconds = 0.02;

  @Option(names = "--parallel", defaultValue = "100000", description = "Requests at once.")
  private int parallel = 100_000;

  @Option(names = "--only", description = "rates, highest or parallel; left out: all.")
  private String only = "";

  @Option(
      names = "--jars",
      defaultValue = ".",
      description = "Folder with {frontend,backend,client}/target/*.jar.")
  private Path jars = Path.of(".");

  @Option(
      names = "--java-options",
      defaultValue = "",
      description = "Options of the Java that runs the programs, with spaces between.")
  private String javaOptions = "";

  @Override
  public ExitCode call() {
    Tables tables = new Tables(System.out);
    boolean all = only.isEmpty();
    if (all || only.equals("rates") || only.equals("highest")) {
      try (FrontendProcess frontend = frontend();
          JarProcess backend = backend(frontend, FAST_SLOTS, "0");
          RatedClient client = client(frontend, "--rate", "1000")) {
        Rates rates = new Rates(client, tables, lagSeconds);
        rates.warmUp();
        if (!only.equals("highest")) {
          rates.exactness(seconds);
        }
        if (!only.equals("rates")) {
          rates.highest(searchSeconds);
        }
        requireAlive(backend);
      }
    }
    if (all || only.equals("parallel")) {
      try (FrontendProcess frontend = frontend();
          JarProcess backend = backend(frontend, SLEEPING_SLOTS, "5");
          RatedClient client =
              client(frontend, "-req-now", "0", "-req-max", Integer.toString(parallel))) {
        new Crowd(client, tables).measure(parallel);
        requireAlive(backend);
      }
    }
    return ExitCode.OK;
  }

  private static void requireAlive(JarProcess backend) {
    if (!backend.isAlive()) {
      throw new IllegalStateException("the backend has ended:\n" + backend.log());
    }
  }

  private FrontendProcess frontend() {
    return FrontendProcess.start(java(), jar("frontend"), options(), List.of("sleep"));
  }

  private JarProcess backend(FrontendProcess frontend, int slots, String sleepSeconds) {
    List<String> arguments =
        List.of(
            "-faddr",
            text(frontend.workers()),
            "-backoff",
            "1",
            "--slots",
            Integer.toString(slots),
            "sleep",
            sleepSeconds);
    return JarProcess.start(java(), jar("backend"), "connected to", options(), arguments);
  }

  private RatedClient client(FrontendProcess frontend, String... load) {
    List<String> arguments =
        new ArrayList<>(List.of("-faddr", text(frontend.clients()), "-caddr", "127.0.0.1:0"));
    arguments.addAll(List.of(load));
    return new RatedClient(
        JarProcess.start(java(), jar("client"), "control page", options(), arguments));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Path jar(String module) {
    return jars.resolve(module).resolve("target").resolve(module + ".jar");
  }

  private List<String> options() {
    return Arrays.stream(javaOptions.split(" ")).filter(option -> !option.isEmpty()).toList();
  }
}
