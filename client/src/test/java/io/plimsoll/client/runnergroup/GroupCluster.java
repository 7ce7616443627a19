package io.plimsoll.client.runnergroup;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.plimsoll.client.cluster.Cluster;
import io.plimsoll.replay.execute.Target;
import io.plimsoll.replay.execute.TargetOptions;
import io.plimsoll.standin.StandInConfig;
import io.plimsoll.standin.StandInServer;
import io.plimsoll.standin.fault.FaultPlan;
import io.plimsoll.standin.fault.FaultRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An API server with a namespace {@code lab}, in which tests are the controllers and nodes. */
final class GroupCluster implements AutoCloseable {

  static final String NAMESPACE = "lab";

  private final StandInServer server = StandInServer.start(StandInConfig.onFreePort());
  private final KubernetesClient client;
  final Cluster cluster;
  final Groups groups;

  GroupCluster() {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.url())
            .withNamespace(NAMESPACE)
            .withHttp2Disable(true)
            .build();
    client =
        new KubernetesClientBuilder()
            .withConfig(config)
            .withHttpClientFactory(new JdkHttpClientFactory())
            .build();
    try {
      cluster =
          new Cluster(
              Target.of(new TargetOptions(server.url(), null, null, null, false, null, null)),
              NAMESPACE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    groups = new Groups(cluster);
  }

  static GroupSettings settings(String name) {
    return new GroupSettings(
        name,
        NAMESPACE,
        "plimsoll/backend:1",
        "1",
        "1Gi",
        Instant.parse("2026-01-01T12:00:00Z"),
        null,
        "run-of-" + name,
        GroupSettings.Retries.NONE_FOR_ANY_RUNNER,
        List.of());
  }

  static GroupObjects load(String name, int count) {
    return new GroupObjects(
        new GroupSpec(
            count,
            new GroupProfile.Load("version: 1\n", "spike.yaml", 1, List.of()),
            Map.of(),
            null,
            null),
        settings(name));
  }

  static GroupObjects replay(String name, int count) {
    return new GroupObjects(
        new GroupSpec(count, new GroupProfile.ReplayUrl("http://f/p"), Map.of(), null, null),
        settings(name));
  }

  /** What a Job controller does: a pod for an index, with a status in YAML and a log. */
  Pod pod(String group, int index, String log, String status) {
    Job job = job(group);
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName(group + "-" + index)
            .withLabels(job.getSpec().getTemplate().getMetadata().getLabels())
            .addToAnnotations("batch.kubernetes.io/job-completion-index", "" + index)
            .addToAnnotations("plimsoll.io/log", log)
            .addNewOwnerReference()
            .withApiVersion("batch/v1")
            .withKind("Job")
            .withName(group)
            .withUid(job.getMetadata().getUid())
            .endOwnerReference()
            .endMetadata()
            .withSpec(job.getSpec().getTemplate().getSpec())
            .editSpec()
            .withNodeName("node-" + index)
            .endSpec()
            .build();
    Pod made = client.pods().resource(pod).create();
    Pod said = Serialization.unmarshal("status:\n" + status.indent(2), Pod.class);
    made.setStatus(said.getStatus());
    return client.pods().resource(made).updateStatus();
  }

  /** What a Job controller says of a Job, in YAML. */
  void say(String group, String status) {
    Job job = job(group);
    job.setStatus(Serialization.unmarshal("status:\n" + status.indent(2), Job.class).getStatus());
    client.batch().v1().jobs().resource(job).updateStatus();
  }

  /** All have ended. */
  void end(String group, int succeeded, int failed) {
    say(
        group,
        """
        succeeded: %d
        failed: %d
        conditions:
        - {type: %s, status: "True", reason: FailedIndexes, message: some failed}
        """
            .formatted(succeeded, failed, failed == 0 ? "Complete" : "Failed"));
  }

  Job job(String name) {
    return client.batch().v1().jobs().withName(name).require();
  }

  ConfigMap configMap(String name) {
    return client.configMaps().withName(name).require();
  }

  /** Makes objects that no group knows. */
  void foreign(String name) {
    client
        .batch()
        .v1()
        .jobs()
        .resource(new JobBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    client
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name + "-profile")
                .endMetadata()
                .addToData("profile.yaml", "mine")
                .build())
        .create();
  }

  void deleteJob(String name) {
    client.batch().v1().jobs().withName(name).delete();
  }

  void deletePod(String name) {
    client.pods().withName(name).delete();
  }

  void finalize(String pod, List<String> finalizers) {
    client
        .pods()
        .withName(pod)
        .edit(
            old ->
                new PodBuilder(old)
                    .editMetadata()
                    .withFinalizers(finalizers)
                    .endMetadata()
                    .build());
  }

  /** The names of all Jobs, config maps and pods. */
  List<String> everything() {
    return Stream.of(
            client.batch().v1().jobs().list().getItems().stream(),
            client.configMaps().list().getItems().stream(),
            client.pods().list().getItems().stream())
        .flatMap(objects -> objects)
        .map(object -> object.getKind() + " " + object.getMetadata().getName())
        .toList();
  }

  /** From now on requests of these verbs and paths are answered with this status. */
  void refuse(String... rules) {
    server.setFaults(new FaultPlan(1, Stream.of(rules).map(FaultRule::errors).toList(), List.of()));
  }

  /** A file that tells how to reach it. */
  Path kubeconfig(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        server
            .kubeconfig()
            .replace("    user: stand-in\n", "    user: stand-in\n    namespace: lab\n"));
  }

  @Override
  public void close() {
    cluster.close();
    client.close();
    server.close();
  }
}
