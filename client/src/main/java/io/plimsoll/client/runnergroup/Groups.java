package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.plimsoll.cli.CommandException;
import io.plimsoll.cli.ExitCode;
import io.plimsoll.client.cluster.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The groups of a namespace: single requests to the API server, each with the right that it takes
 * in its error. What was not made by this program is never changed.
 */
final class Groups {

  private static final int CONFLICT = 409;

  private final Cluster cluster;

  Groups(Cluster cluster) {
    this.cluster = cluster;
  }

  /** What to say of a group that is not there: exit code 3. */
  static CommandException missing(String name, String namespace) {
    return new CommandException(
        ExitCode.UNREACHABLE, "runner group " + name + ": there is none in namespace " + namespace);
  }

  String namespace() {
    return cluster.namespace();
  }

  /** What the version of Kubernetes has to say that no runner is to be tried again. */
  GroupSettings.Retries retries() {
    return cluster.ask(
        "cannot ask for the version of Kubernetes",
        "the verb get on the path /version",
        client -> ServerVersion.retries(client.getKubernetesVersion()));
  }

  /**
   * Makes a Job.
   *
   * @return as it was made
   * @throws CommandException exit code 2 if there is one of that name; 3 if it cannot be made
   */
  Job create(Job job) {
    String name = job.getMetadata().getName();
    String what = what(name, "cannot make the Job");
    Optional<Job> made =
        cluster.ask(
            what,
            right("create", "jobs of batch"),
            client -> unlessItConflicts(() -> client.batch().v1().jobs().resource(job).create()));
    // A request that got lost is repeated, and may then be in the way of itself.
    return made.or(() -> job(name).filter(there -> sameRun(job, there)))
        .orElseThrow(
            () ->
                CommandException.usage(
                    "--name",
                    name,
                    "one that no Job of namespace " + namespace() + " has, or delete that first"));
  }

  private static boolean sameRun(Job job, Job there) {
    return GroupLabels.annotation(there, GroupLabels.RUN)
        .equals(GroupLabels.annotation(job, GroupLabels.RUN));
  }

  /**
   * Makes a config map.
   *
   * @param map of a group
   * @throws CommandException exit code 2 if there is one of that name; 3 if it cannot be made
   */
  void create(ConfigMap map) {
    String name = map.getMetadata().getName();
    Optional<ConfigMap> made =
        cluster.ask(
            "config map " + namespace() + "/" + name + ": cannot be made",
            right("create", "configmaps"),
            client -> unlessItConflicts(() -> client.configMaps().resource(map).create()));
    if (made.or(() -> configMap(name).filter(there -> sameOwner(map, there))).isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "config map "
              + namespace()
              + "/"
              + name
              + ": there is one already (expected: another --name, or none of that name)");
    }
  }

  private static boolean sameOwner(ConfigMap map, ConfigMap there) {
    return there.getMetadata().getOwnerReferences().equals(map.getMetadata().getOwnerReferences());
  }

  private Optional<ConfigMap> configMap(String name) {
    return cluster.ask(
        "config map " + namespace() + "/" + name + ": cannot be read",
        right("get", "configmaps"),
        client -> Optional.ofNullable(client.configMaps().withName(name).get()));
  }

  /** Lets a suspended Job begin. */
  void resume(String name) {
    cluster.ask(
        what(name, "cannot let the Job begin"),
        right("patch", "jobs of batch"),
        client ->
            client
                .batch()
                .v1()
                .jobs()
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"suspend\":false}}"));
  }

  /**
   * The Job of a group.
   *
   * @throws CommandException exit code 2 if the Job of that name is not a group's
   */
  Optional<Job> find(String name) {
    Optional<Job> job = job(name);
    if (job.isPresent() && !GroupLabels.belongsTo(job.get(), name)) {
      throw new CommandException(
          ExitCode.USAGE,
          "NAME: "
              + name
              + ": the Job of that name is no runner group (expected: one that has the label "
              + GroupLabels.MANAGED_BY
              + "="
              + GroupLabels.MANAGER
              + ")");
    }
    return job;
  }

  private Optional<Job> job(String name) {
    return cluster.ask(
        what(name, "cannot read the Job"),
        right("get", "jobs of batch"),
        client -> Optional.ofNullable(client.batch().v1().jobs().withName(name).get()));
  }

  /** The Jobs of all groups. */
  List<Job> all() {
    return cluster.ask(
        "cannot list the Jobs of namespace " + namespace(),
        right("list", "jobs of batch"),
        client ->
            client
                .batch()
                .v1()
                .jobs()
                .withLabels(Map.of(GroupLabels.MANAGED_BY, GroupLabels.MANAGER))
                .withLabel(GroupLabels.GROUP)
                .list()
                .getItems());
  }

  /** The pods of a group, in no order. */
  List<Pod> pods(String name) {
    return cluster.ask(
        what(name, "cannot list its pods"),
        right("list", "pods"),
        client -> client.pods().withLabels(GroupLabels.selector(name)).list().getItems());
  }

  /** The config maps of a group: one of a load, none of a replay. */
  List<ConfigMap> configMaps(String name) {
    return cluster.ask(
        what(name, "cannot list its config maps"),
        right("list", "configmaps"),
        client -> client.configMaps().withLabels(GroupLabels.selector(name)).list().getItems());
  }

  /** Deletes a Job; it is gone when all that it made is. Nothing happens if it is gone already. */
  void delete(Job job) {
    cluster.ask(
        cannotDelete(job),
        right("delete", "jobs of batch"),
        client ->
            client
                .batch()
                .v1()
                .jobs()
                .resource(job)
                .withPropagationPolicy(DeletionPropagation.FOREGROUND)
                .delete());
  }

  /** Deletes a config map; nothing happens if it is gone already. */
  void delete(ConfigMap map) {
    cluster.ask(
        cannotDelete(map),
        right("delete", "configmaps"),
        client -> client.configMaps().resource(map).delete());
  }

  /** Deletes a pod; nothing happens if it is gone already. */
  void delete(Pod pod) {
    cluster.ask(
        cannotDelete(pod), right("delete", "pods"), client -> client.pods().resource(pod).delete());
  }

  private String cannotDelete(HasMetadata object) {
    return object.getKind()
        + " "
        + namespace()
        + "/"
        + object.getMetadata().getName()
        + ": cannot be deleted";
  }

  private static <T> Optional<T> unlessItConflicts(Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String what(String name, String problem) {
    return "runner group " + namespace() + "/" + name + ": " + problem;
  }

  private static String right(String verb, String resource) {
    return "the verb " + verb + " on " + resource;
  }
}
