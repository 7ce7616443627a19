package io.plimsoll.client.standin;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInConfig.Api;
import io.plimsoll.standin.store.ResourceType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the stand-in API server. */
@Command(
    name = "api-server",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Stands in for the API server of Kubernetes until it is interrupted: keeps objects in memory,"
          + " and runs nothing.",
      "Faults may be for some requests only: --latency 'GET,LIST /api/v1 5ms'. They can be changed"
          + " while it runs: PUT /standin/faults. What it has counted: GET /standin/stats."
    })
final class ApiServerCommand implements Callable<ExitCode> {

  @SuppressWarnings("UnusedVariable") // Whoever runs the command finds it by its name.
  @Mixin
  private final CommonOptions common = new CommonOptions();

  @Mixin private final ServerOptions server = new ServerOptions();

  @Option(
      names = "--kubeconfig-out",
      paramLabel = "FILE",
      description = "Write a kubeconfig for kubectl and replays.")
  private @Nullable Path kubeconfigOut;

  @Option(
      names = "--strict-namespaces",
      description = "A namespace must exist before anything is created in it.")
  private boolean strictNamespaces;

  @Option(
      names = "--resource",
      paramLabel = "GROUP/VERSION/PLURAL/KIND[:cluster]",
      description = "A custom kind; may be given more than once.")
  private final List<String> resources = new ArrayList<>();

  /**
   * The options as values.
   *
   * @throws CommandException if one is bad
   */
  StandInConfig config() {
    List<ResourceType> types =
        resources.stream()
            .map(text -> ServerOptions.read("--resource", text, ResourceType::parse))
            .toList();
    return server.config(new Api.Kubernetes(strictNamespaces, types));
  }

  @Override
  public ExitCode call() throws InterruptedException {
    return server.serve(
        config(),
        "stand-in API server",
        started -> {
          if (kubeconfigOut != null) {
            ServerOptions.write("--kubeconfig-out", kubeconfigOut, started.kubeconfig());
          }
        });
  }
}
