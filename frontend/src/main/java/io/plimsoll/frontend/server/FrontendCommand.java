package io.plimsoll.frontend.server;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.EndsWithOption;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.cli.HostPort;
import io.plimsoll.frontend.external.ExternalMetricsOptions;
import io.plimsoll.protocol.Limits;
import io.plimsoll.wire.TlsServerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The frontend's command line. */
@Command(
    name = "plimsoll-frontend",
    header = "Serves named queues between clients and backends, and measures waits and runs.",
    customSynopsis = "java -jar frontend.jar [options] QUEUE[:TYPE]...",
    sortOptions = false,
    showDefaultValues = true,
    footer = {
      "",
      "Times are seconds (0.2) or have a unit (200ms, 5s, 2m). Addresses are host:port, :port for",
      "every interface, port 0 for any free port.",
      "",
      "Example: java -jar frontend.jar sleep gpu",
    })
final class FrontendCommand implements Callable<ExitCode> {

  /** Descriptors left for everything that is no queue connection: listeners, jars, scrapers. */
  private static final long RESERVED_DESCRIPTORS = 64;

  /** With fewer descriptors than this, running out of them is what limits connections. */
  private static final long FEW_DESCRIPTORS = 2 * RESERVED_DESCRIPTORS;

  /** Half of what may wait for one peer: more could never be delivered. */
  private static final int MAX_LIMIT_BYTES = 16 << 20;

  /** Ten times what a machine of 100 processors gets by itself; each is a thread. */
  private static final int MAX_LOOPS = 256;

  /**
   * A second loop makes most jobs wake another thread, which costs them more processor time than
   * all else: it is for machines with processors to spare. See docs/decisions/queue-loops.md.
   */
  private static final int PROCESSORS_PER_LOOP = 4;

  @Parameters(
      paramLabel = "QUEUE[:TYPE]",
      arity = "1..*",
      description =
          "Queues to serve. TYPE is work or replay; left out, 'replay' is a replay queue and any"
              + " other a work queue.")
  private List<String> queues = new ArrayList<>();

  @Option(
      names = {"-caddr", "--caddr", "--clients"},
      paramLabel = "ADDR",
      defaultValue = "localhost:9997",
      description = "Where clients connect.")
  private HostPort clients = new HostPort("localhost", 9997);

  @Option(
      names = {"-waddr", "--waddr", "--workers"},
      paramLabel = "ADDR",
      defaultValue = "localhost:9999",
      description = "Where backends connect.")
  private HostPort workers = new HostPort("localhost", 9999);

  @Option(
      names = {"-maddr", "--maddr", "--metrics"},
      paramLabel = "ADDR",
      defaultValue = "localhost:9998",
      description = "Metrics and status over HTTP.")
  private HostPort metrics = new HostPort("localhost", 9998);

  @Option(
      names = {"-interval", "--interval", "--log-interval"},
      paramLabel = "TIME",
      defaultValue = "0",
      description = "Log queue statistics this often and reset the maxima; 0 = off.")
  private Duration logInterval = Duration.ZERO;

  @Option(
      names = {"-qmax", "--qmax", "--queue-capacity"},
      paramLabel = "N",
      defaultValue = "0",
      description = "Most waiting requests per queue; 0 = unlimited.")
  private int queueCapacity;

  @Option(
      names = "--classic-wait",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "How long to hold a classic work request while its queue is empty.")
  private Duration classicWait = Duration.ZERO;

  @Option(
      names = "--ready-timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "Replay queues: how long loading a partition may take.")
  private Duration readyTimeout = Duration.ofSeconds(60);

  @Option(
      names = "--redeliver",
      paramLabel = "N",
      defaultValue = "0",
      description = "How often an item whose worker vanished goes to another one.")
  private int redeliver;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "After a signal: how long running items may finish.")
  private Duration drainTimeout = Duration.ofSeconds(30);

  @Option(
      names = "--max-request",
      paramLabel = "BYTES",
      defaultValue = "" + Limits.REQUEST_BYTES,
      description = "Most bytes of a request or work request.")
  private int maxRequest;

  @Option(
      names = "--max-reply",
      paramLabel = "BYTES",
      defaultValue = "" + Limits.REPLY_BYTES,
      description = "Most bytes of a reply in session mode.")
  private int maxReply;

  @Option(
      names = "--max-connections",
      paramLabel = "N",
      description =
          "Most connections on both queue ports; default: descriptors the process may"
              + " open, less 64.")
  private int maxConnections;

  @Option(
      names = "--first-message-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "Close who has sent no whole message for this long.")
  private Duration firstMessageTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--write-timeout",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "Close who has not read for this long while something waits to be sent.")
  private Duration writeTimeout = Duration.ofSeconds(10);

  @Option(
      names = "--loops",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Event loops, a thread each, that connections and queues are spread over; 0 = one for"
              + " each queue, at most one for every four processors.")
  private int loops;

  @Mixin private EndsWithOption endsWith = new EndsWithOption();

  @Mixin private TlsServerOptions tls = new TlsServerOptions();

  @Mixin private ExternalMetricsOptions external = new ExternalMetricsOptions();

  @SuppressWarnings("UnusedVariable") // Read by Commands.
  @Mixin
  private CommonOptions common = new CommonOptions();

  @Override
  public ExitCode call() throws InterruptedException {
    FrontendConfig config = config();
    endsWith.watch();
    return Frontend.start(config).runUntilSignal();
  }

  /** The options as a configuration. */
  FrontendConfig config() {
    atLeast("--queue-capacity", queueCapacity, 0);
    atLeast("--redeliver", redeliver, 0);
    positive("--ready-timeout", readyTimeout);
    between("--max-request", maxRequest, 64, MAX_LIMIT_BYTES);
    between("--max-reply", maxReply, Limits.CLASSIC_BYTES, MAX_LIMIT_BYTES);
    atLeast("--max-connections", maxConnections, 0);
    positive("--first-message-timeout", firstMessageTimeout);
    positive("--write-timeout", writeTimeout);
    between("--loops", loops, 0, MAX_LOOPS);
    List<QueueSpec> specs = queueSpecs();
    return new FrontendConfig(
        clients,
        workers,
        metrics,
        logInterval.toNanos(),
        queueCapacity,
        classicWait.toNanos(),
        readyTimeout.toNanos(),
        redeliver,
        drainTimeout.toNanos(),
        maxRequest,
        maxReply,
        maxConnections > 0 ? maxConnections : defaultMaxConnections(),
        firstMessageTimeout.toNanos(),
        writeTimeout.toNanos(),
        loops > 0 ? loops : defaultLoops(specs.size(), Runtime.getRuntime().availableProcessors()),
        tls.config(),
        external.config(),
        specs);
  }

  private List<QueueSpec> queueSpecs() {
    List<QueueSpec> specs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String text : queues) {
      QueueSpec spec = QueueSpec.parse(text);
      if (!names.add(spec.name())) {
        throw CommandException.usage("QUEUE", "'" + spec.name() + "' twice", "each name once");
      }
      specs.add(spec);
    }
    return specs;
  }

  /** How many loops serve so many queues on so many processors. */
  static int defaultLoops(int queues, int processors) {
    return Math.max(1, Math.min(queues, processors / PROCESSORS_PER_LOOP));
  }

  private static int defaultMaxConnections() {
    long descriptors = Descriptors.max();
    long most = descriptors < FEW_DESCRIPTORS ? descriptors : descriptors - RESERVED_DESCRIPTORS;
    return (int) Math.min(Integer.MAX_VALUE, most);
  }

  private static void atLeast(String option, int value, int least) {
    if (value < least) {
      throw CommandException.usage(option, value, least + " or more");
    }
  }

  private static void between(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CommandException.usage(option, value, least + " to " + most);
    }
  }

  private static void positive(String option, Duration value) {
    if (value.isZero()) {
      throw CommandException.usage(option, "0", "more than 0");
    }
  }
}
