package io.plimsoll.client.runnergroup;

import static java.util.Objects.requireNonNull;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.CommonOptions;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.client.cluster.ClusterOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code runnergroup run}: makes a group. */
@Command(
    name = "run",
    showDefaultValues = true,
    sortOptions = false,
    description = {
      "Makes the group of runners that a spec describes: an indexed Job, and a config map for a load"
          + " profile. Each runner is a pod; all begin at the same time.",
      "Prints the group's name. With --wait also the merged report.",
      "Exit code 2: the spec is bad, or there is a group of that name. 3: the cluster cannot be"
          + " reached, or refuses."
    })
final class RunCommand implements Callable<ExitCode> {

  private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final ClusterOptions where = new ClusterOptions();
  @Mixin private final GroupOptions group = new GroupOptions();
  @Mixin private final ResultOptions result = new ResultOptions();

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SPEC",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description = "File that describes the group, YAML or JSON: docs/runner-groups.md.")
  private Path file = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "TRAFFIC-OPTION",
      showDefaultValue = CommandLine.Help.Visibility.NEVER,
      description =
          "After --: options for every runner that shape the traffic, those of client.jar replay or"
              + " load, such as --speed=2 or --request-timeout=5s.")
  private final List<String> traffic = new ArrayList<>();

  @Override
  public ExitCode call() {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    result.check();
    if (result.hasReports() && !result.waits()) {
      throw CommandException.usage("--report", "set", "only with --wait");
    }
    group.check();
    GroupSpec wanted = GroupSpecFile.read(file, err);
    List<String> args = TrafficArgs.check(wanted.profile(), traffic);
    if (wanted.profile() instanceof GroupProfile.Load load) {
      load.warnings().forEach(warning -> LOG.warn("{}", warning));
    }
    try (Cluster cluster = where.open()) {
      Groups groups = new Groups(cluster);
      GroupSettings settings =
          Interrupts.during("no runner group was made", () -> make(groups, wanted, args));
      requireNonNull(spec).commandLine().getOut().println(settings.name());
      requireNonNull(spec).commandLine().getOut().flush();
      LOG.info(
          "runner group {}: {} runners of {}, start at {}",
          settings.name(),
          wanted.count(),
          wanted.profile().source(),
          settings.startAt());
      return result.waits() ? follow(cluster, groups, settings.name()) : next(settings, err);
    }
  }

  private GroupSettings make(Groups groups, GroupSpec wanted, List<String> args) {
    GroupSettings.Retries retries = groups.retries();
    if (retries == GroupSettings.Retries.NONE_FOR_THE_JOB) {
      LOG.warn(
          "this Kubernetes is older than 1.29: the first runner that fails ends all of the group");
    }
    GroupSettings settings = group.settings(file, groups.namespace(), retries, args);
    new GroupStart(groups).run(new GroupObjects(wanted, settings));
    return settings;
  }

  private ExitCode follow(Cluster cluster, Groups groups, String name) {
    return Interrupts.during(
        "runner group " + name + " goes on",
        () -> {
          Job job = groups.find(name).orElseThrow(() -> Groups.missing(name, groups.namespace()));
          return result.finish(cluster, job, common.verbose(), System.out, System.err);
        });
  }

  private static ExitCode next(GroupSettings settings, PrintWriter err) {
    String rest = " " + settings.name() + " --namespace " + settings.namespace();
    err.println("how far it is:        client.jar runnergroup status" + rest);
    err.println("the result, in time:  client.jar runnergroup result" + rest + " --wait");
    err.println("take it away:         client.jar runnergroup delete" + rest);
    err.flush();
    return ExitCode.OK;
  }
}
