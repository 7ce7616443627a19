package io.plimsoll.client.cluster;

import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which cluster, and which namespace of it; a picocli mixin. */
public final class ClusterOptions {

  /** Where a kubeconfig says none. */
  private static final String DEFAULT_NAMESPACE = "default";

  @Option(
      names = "--namespace",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Namespace in the cluster. Default: that of the kubeconfig's context.")
  private @Nullable String namespace;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "Which cluster, and as whom. Default: KUBECONFIG, else ~/.kube/config, else the service"
              + " account of the pod.")
  private @Nullable Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "Context of the kubeconfig. Default: its current one.")
  private @Nullable String context;

  /** Whether one of them is given. */
  public boolean given() {
    return namespace != null || kubeconfig != null || context != null;
  }

  /**
   * The cluster. Contacts nobody yet.
   *
   * @throws CommandException exit code 2 for an option or a kubeconfig that is bad
   */
  public Cluster open() {
    Target target;
    try {
      target = Target.of(new TargetOptions(null, null, null, null, false, kubeconfig, context));
    } catch (IllegalArgumentException | IOException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
    String configured = target.config().getNamespace();
    return new Cluster(
        target,
        namespace != null ? namespace : configured == null ? DEFAULT_NAMESPACE : configured);
  }
}
