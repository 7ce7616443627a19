package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.HostPort;
import io.plimsoll.client.load.Access;
import io.plimsoll.protocol.QueueNames;
import io.plimsoll.wire.TlsClientOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which fleet, and behind which frontend; a picocli mixin. */
public final class FleetOptions {

  /** Of processes of this machine. */
  public static final String LOCAL = "local";

  private static final String KUBERNETES = "kubernetes";

  /** As the client's own default: one carries any number of requests, and a few spread the work. */
  private static final int CONNECTIONS = 4;

  /** Of one backend. */
  private static final int MAX_SLOTS = 100_000;

  @Option(
      names = "--fleet",
      paramLabel = "KIND",
      defaultValue = "local",
      description =
          "What the replicas are: local = processes of this machine, kubernetes = the pods of a"
              + " deployment.")
  private String kind = "";

  @Option(
      names = {"-name", "--name", "--queue"},
      paramLabel = "QUEUE",
      defaultValue = "sleep",
      description = "The queue between the load and the fleet.")
  private String queue = "";

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many items one replica runs at the same time.")
  private int slots;

  @Option(
      names = {"-faddr", "--faddr", "--frontend"},
      paramLabel = "HOST:PORT",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Client port of a frontend that is there. Default for a local fleet: one of its own, on"
              + " free ports.")
  private @Nullable HostPort frontend;

  @Option(
      names = {"-waddr", "--waddr", "--workers"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9999",
      description = "Worker port of the frontend that --frontend names, for a local fleet.")
  private HostPort workers = new HostPort("", 0);

  @Option(
      names = {"-maddr", "--maddr", "--metrics"},
      paramLabel = "HOST:PORT",
      defaultValue = "localhost:9998",
      description = "Metrics port of the frontend that --frontend names.")
  private HostPort metrics = new HostPort("", 0);

  @Option(
      names = "--retry",
      paramLabel = "TIME",
      defaultValue = "0",
      description = "How long to try to reach a frontend that is gone; 0 = exit with code 3.")
  private Duration retry = Duration.ZERO;

  @Option(
      names = "--frontend-jar",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Default: frontend.jar beside this jar, or in the build tree.")
  private @Nullable Path frontendJar;

  @Option(
      names = "--backend-jar",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Default: backend.jar beside this jar, or in the build tree.")
  private @Nullable Path backendJar;

  @Option(
      names = "--backend-option",
      paramLabel = "OPTION",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "An option for each backend of a local fleet, such as --backend-option=--null-out; may be"
              + " given several times.")
  private List<String> backendOptions = List.of();

  @Mixin private final DeploymentOptions deployment = new DeploymentOptions();

  @Mixin private final TlsClientOptions tls = new TlsClientOptions();

  /** What the replicas are to be, as it was given. */
  public String kind() {
    return kind;
  }

  /** The queue between the load and the fleet, as it was given. */
  public String queue() {
    return queue;
  }

  /**
   * Checks what can be checked before anything is started.
   *
   * @param workload with its arguments
   * @throws CommandException exit code 2 for an option that is bad or missing
   */
  public void check(List<String> workload) {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw CommandException.usage("--slots", slots, "1 to " + MAX_SLOTS);
    }
    if (!QueueNames.isValid(queue)) {
      throw CommandException.usage("--queue", queue, QueueNames.RULE);
    }
    switch (kind) {
      case LOCAL -> checkLocal(workload);
      case KUBERNETES -> checkKubernetes();
      default -> throw CommandException.usage("--fleet", kind, LOCAL + " or " + KUBERNETES);
    }
  }

  private void checkLocal(List<String> workload) {
    if (deployment.given()) {
      throw CommandException.usage("--fleet", LOCAL, "kubernetes, for a deployment");
    }
    if (workload.isEmpty()) {
      throw CommandException.usage("WORKLOAD", "missing", "after --, what a local fleet is to run");
    }
    ProgramJar.find("backend", backendJar);
    if (frontend == null) {
      ProgramJar.find("frontend", frontendJar);
      if (tls.config() != null) {
        throw CommandException.usage("--tls", "on", "--frontend too, whose ports speak TLS");
      }
    }
  }

  private void checkKubernetes() {
    if (frontend == null) {
      throw CommandException.usage(
          "--frontend", "missing", "that of the deployment, with --fleet kubernetes");
    }
    deployment.check();
  }

  /**
   * Starts what is to be started, the frontend for instance, and no replica yet.
   *
   * @param workload with its arguments
   * @throws CommandException exit code 2 as from {@link #check}, 3 if something does not start
   * @throws java.util.concurrent.CancellationException if this thread is interrupted
   */
  public FleetSite open(List<String> workload) {
    check(workload);
    return frontend != null && kind.equals(KUBERNETES)
        ? kubernetes(frontend, workload)
        : local(workload);
  }

  /** The pods have their workload; what is after it here goes into the requests. */
  private FleetSite kubernetes(HostPort frontend, List<String> workload) {
    List<String> args = workload.isEmpty() ? workload : workload.subList(1, workload.size());
    FrontendStatus status = new FrontendStatus(metrics);
    KubernetesFleet fleet = deployment.open(slots, () -> status.workers(queue).size());
    return new FleetSite(fleet, queue, args, access(frontend), status, List.of());
  }

  private FleetSite local(List<String> workload) {
    Path jar = ProgramJar.find("backend", backendJar);
    if (frontend != null) {
      return local(jar, access(frontend), workers, metrics, List.of(), workload);
    }
    LocalFrontend own = LocalFrontend.start(ProgramJar.find("frontend", frontendJar), queue);
    try {
      return local(
          jar, access(own.clients()), own.workers(), own.metrics(), List.of(own), workload);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private FleetSite local(
      Path jar,
      Access access,
      HostPort workers,
      HostPort metrics,
      List<LocalFrontend> own,
      List<String> workload) {
    FrontendStatus status = new FrontendStatus(metrics);
    LocalFleet.Config config =
        new LocalFleet.Config(jar, workers, queue, slots, backendOptions, workload);
    return new FleetSite(new LocalFleet(config, status), queue, List.of(), access, status, own);
  }

  private Access access(HostPort clients) {
    return new Access(clients, CONNECTIONS, retry, false, tls.config());
  }
}
