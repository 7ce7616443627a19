package io.plimsoll.client.fleet;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which deployment of which cluster; a picocli mixin. */
final class DeploymentOptions {

  /** Where a kubeconfig says none. */
  private static final String DEFAULT_NAMESPACE = "default";

  @Option(
      names = "--deployment",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "With --fleet kubernetes: the deployment of the backends.")
  private @Nullable String name;

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "With --fleet kubernetes: namespace of the deployment. Default: that of the kubeconfig.")
  private @Nullable String namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "With --fleet kubernetes. Default: KUBECONFIG, else ~/.kube/config, else the service"
              + " account of the pod.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Context of the kubeconfig. Default: its current one.")
  private @Nullable String context;

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
    Target target;
    try {
      target = Target.of(new TargetOptions(null, null, null, null, false, kubeconfig, context));
    } catch (IllegalArgumentException | IOException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    String configured = target.config().getNamespace();
    String chosen =
        namespace != null ? namespace : configured == null ? DEFAULT_NAMESPACE : configured;
    return new KubernetesFleet(
        new Deployment(new ClusterApi(target), chosen, wanted), slots, workRequests);
  }

  /**
   * The deployment's name.
   *
   * @throws CommandException exit code 2 if it is missing
   */
  String check() {
    if (name == null) {
      throw CommandException.usage(
          "--deployment", "missing", "the name of one, with --fleet kubernetes");
    }
    return name;
  }

  /** Whether one of them is given, all of which are for a deployment. */
  boolean given() {
    return name != null || namespace != null || kubeconfig != null || context != null;
  }
}
