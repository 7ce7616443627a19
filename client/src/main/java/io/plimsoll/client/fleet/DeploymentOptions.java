package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.client.cluster.ClusterOptions;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which deployment of which cluster; a picocli mixin. */
final class DeploymentOptions {

  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "With --fleet kubernetes: the deployment of the backends.")
  private @Nullable String name;

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  /**
   * The fleet, whose deployment is there.
   *
   * @param slots of each backend
   * @param workRequests how many the frontend has of the fleet's queue
   * @throws CommandException exit code 2 for an option that is bad, 3 if the deployment is not
   *     there, or may not be read
   */
  KubernetesFleet open(int slots, IntSupplier workRequests) {
    String wanted = check();
    return new KubernetesFleet(new Deployment(cluster.open(), wanted), slots, workRequests);
  }

  /**
   * The deployment's name.
   *
   * @throws CommandException exit code 2 if it is missing, or cannot be one
   */
  String check() {
    if (name == null) {
      throw CommandException.usage(
          "--deployment", "missing", "the name of one, with --fleet kubernetes");
    }
    Deployment.checkName(name);
    return name;
  }

  /** Whether one of them is given, all of which are for a deployment. */
  boolean given() {
    return name != null || cluster.given();
  }
}
